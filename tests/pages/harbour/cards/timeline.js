briefCards("timeline",{
"meeting": [
"event",
"<b>Meeting in Elmhaven</b> <i>11 October 2016</i> <span>Of the two navies and the authority.</span> <a>Open on the timeline</a>"
],
"storms": [
"event",
"<b>Storms flood the town</b> <i>December 2013 – February 2014</i> <span>Twice in one winter the water stood in the streets; the article names no year.</span> <a>Open on the timeline</a>"
],
"sudland-leaves": [
"event",
"<b>Sudland leaves the commission</b> <i>2018</i> <span>It gave the cost as its reason.</span> <a>Open on the timeline</a>"
],
"survey-listed": [
"event",
"<b>The survey is listed</b> <i>about 2016</i> <span>The article does not say that the survey stood in a list.</span> <a>Open on the timeline</a>"
],
"treaty-signed": [
"event",
"<b>The treaty on the Sound is signed</b> <i>1 June 1972</i> <span>It is still in force.</span> <a>Open on the timeline</a>"
],
"trial": [
"event",
"<b>First trial of the gates</b> <i>May 2016</i> <span>Of one of the two gates.</span> <a>Open on the timeline</a>"
]
});
