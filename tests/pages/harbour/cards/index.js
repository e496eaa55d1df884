briefCards("index",{
"little-was-new": [
"judgement",
"<b>How new the announcement was</b> <span>The meeting of October very likely repeated what both coasts had agreed in spring.</span> <a>Open the judgement</a>"
],
"quotations-hold": [
"judgement",
"<b>How well the quotations hold</b> <span>Three of the five quotations stand in the same words in other reports.</span> <a>Open the judgement</a>"
]
});
