briefCards("actors/norland",{
"": [
"actor",
"<b>Norland</b> <span>The state on the northern coast</span> <a>Open the profile</a>"
]
});
