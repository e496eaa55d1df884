briefCards("actors/harbour-post",{
"": [
"actor",
"<b>Harbour Post</b> <span>Newspaper of Elmhaven</span> <a>Open the profile</a>"
]
});
