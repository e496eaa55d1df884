briefCards("glossary",{
"mere": [
"wording",
"<b>“mere”</b> <i>owners</i> <span>Belittles the reasons given.</span> <a>Open in the glossary</a>"
],
"mill": [
"term",
"<b>mill</b> <span>A building where grain is ground.</span> <a>Open in the glossary</a>"
]
});
