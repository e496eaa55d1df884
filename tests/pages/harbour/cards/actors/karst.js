briefCards("actors/karst",{
"": [
"actor",
"<b>Ivo Karst</b> <span>Admiral, head of the navy's pilots</span> <a>Open the profile</a>"
]
});
