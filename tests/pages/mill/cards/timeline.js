briefCards("timeline",{
"closure": [
"event",
"<b>The mill is closed</b> <i>6 May 2019</i> <span>The council voted.</span> <a>Open on the timeline</a>"
],
"survey-made": [
"event",
"<b>The survey is made</b> <i>about 2018</i> <span>Water was measured.</span> <a>Open on the timeline</a>"
]
});
