briefCards("actors/owners",{
"": [
"actor",
"<b>owners</b> <span>Owners of the mill</span> <a>Open the profile</a>"
]
});
