briefCards("claims/mill",{
"not-2020": [
"claim",
"<b>The mill stays closed in 2020</b> <span class=\"verdict overtaken\">True or planned then, since overtaken</span> <span>Claimed by Ada Hale</span> <a>Open the claim</a>"
]
});
