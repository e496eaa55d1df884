briefCards("index",{
"figures-hold": [
"judgement",
"<b>The figures hold</b> <span>The engineer's figure is right within a percent.</span> <a>Open the judgement</a>"
],
"stays-closed": [
"judgement",
"<b>It stays closed</b> <span>The mill is unlikely to reopen before 2025.</span> <a>Open the judgement</a>"
]
});
