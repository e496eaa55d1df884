briefCards("actors/sudland",{
"": [
"actor",
"<b>Sudland</b> <span>The state on the southern coast</span> <a>Open the profile</a>"
]
});
