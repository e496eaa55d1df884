briefCards("actors/council",{
"": [
"actor",
"<b>council of Ashford</b> <span>The town's council</span> <a>Open the profile</a>"
]
});
