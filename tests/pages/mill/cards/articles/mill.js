briefCards("articles/mill",{
"p1": [
"paragraph",
"<b>¶&nbsp;1</b> <span>The council of Ashford has closed the mill, a spokesman confirmed on Monday.</span> <a>Open in the article</a>"
],
"p2": [
"paragraph",
"<b>¶&nbsp;2</b> <span>“Eleven percent of the water never reaches the town,” the engineer, Ada Hale, said. “We shall not mend that with a mill.”</span> <a>Open in the article</a>"
],
"p3": [
"paragraph",
"<b>¶&nbsp;3</b> <span>Nobody from the mill would speak. The owners call the closure ’a mere pretext,' and the village’s farmers agree.</span> <a>Open in the article</a>"
],
"p4": [
"paragraph",
"<b>¶&nbsp;4</b> <span>The “mill” is older than the town. It will not reopen in 2020 &lt;b&gt;or later&lt;/b&gt;, &#42;she&#42; added.</span> <a>Open in the article</a>"
]
});
