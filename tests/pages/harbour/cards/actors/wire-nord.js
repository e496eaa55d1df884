briefCards("actors/wire-nord",{
"": [
"actor",
"<b>Wire Nord</b> <span>News agency of the northern coast</span> <a>Open the profile</a>"
]
});
