briefCards("actors/port-authority",{
"": [
"actor",
"<b>port authority</b> <span>Builds and runs the barrier</span> <a>Open the profile</a>"
]
});
