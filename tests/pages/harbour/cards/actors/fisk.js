briefCards("actors/fisk",{
"": [
"actor",
"<b>Jon Fisk</b> <span>Chairman of the fishers' union</span> <a>Open the profile</a>"
]
});
