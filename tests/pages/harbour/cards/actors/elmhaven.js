briefCards("actors/elmhaven",{
"": [
"actor",
"<b>Elmhaven</b> <span>The town on the old harbour</span> <a>Open the profile</a>"
]
});
