briefCards("actors/gazette",{
"": [
"actor",
"<b>The Gazette</b> <span>A local newspaper</span> <a>Open the profile</a>"
]
});
