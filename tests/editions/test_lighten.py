"""A built site loses weight, and nothing that any of its pages uses."""

from pathlib import Path

from build_scripts.editions.lighten import clean_page, lighten
from tests.places import ROOT


def test_a_footnote_keeps_one_way_back() -> None:
    page = '<sup id="fnref:a">1</sup><sup id="fnref2:a">1</sup>' + "".join(
        f'<a class="footnote-backref" href="#fnref{number}:a" title="Back">&#8617;</a>' for number in ("", "2")
    )
    assert clean_page(page) == (
        '<sup id="fnref:a">1</sup><sup>1</sup><a class="footnote-backref" href="#fnref:a" title="Back">&#8617;</a>'
    )


def test_only_what_stands_around_the_text_loses_its_indentation() -> None:
    text = "<article>\n    <pre>\n  <b>one</b></pre>\n  </article>"
    page = f"<nav>\n\n    <a>Here</a>\n    word</nav>{text}\n  <footer>\n  <b>End</b></footer>"
    assert clean_page(page) == f"<nav>\n<a>Here</a>\n    word</nav>{text}\n<footer>\n<b>End</b></footer>"


def test_files_that_no_page_needs_are_gone_and_the_rest_is_whole(tmp_path: Path) -> None:
    files = {
        "index.html": '<p class="used" style="color: var(--kept)">Text</p>',
        "assets/stylesheets/main.css": ":root{--kept:red;--lost:blue}.used{a:b}.unused{c:d}\n/*# sourceMappingURL=main.css.map */",
        "assets/stylesheets/main.css.map": "{}",
        "assets/javascripts/bundle.js": 'let x = "//# not a map";\n//# sourceMappingURL=bundle.js.map\n',
        "assets/javascripts/lunr/min/lunr.fr.min.js": "fr",
        "assets/javascripts/workers/search.js": "search",
        "assets/search/t0.js": 'briefPiece("t0",["unused words"]);\n',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    saved = lighten(tmp_path)
    left = {path.relative_to(tmp_path).as_posix(): path for path in tmp_path.rglob("*") if path.is_file()}
    assert set(left) == {
        name for name in files if "/lunr/" not in name and "/workers/" not in name and not name.endswith(".map")
    }
    assert not (tmp_path / "assets/javascripts/lunr").exists()
    assert left["assets/stylesheets/main.css"].read_text(encoding="utf-8").strip() == ":root{--kept:red}.used{a:b}"
    assert left["assets/javascripts/bundle.js"].read_text(encoding="utf-8").strip() == 'let x = "//# not a map";'
    assert saved == sum(map(len, files.values())) - sum(path.stat().st_size for path in left.values())


def test_our_own_script_and_style_lose_their_comments_and_indentation_alone(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/brief.css").write_text(
        '/* Marks */\n.a { color: red; }\n.b::after { content: "/* b */"; }\n', "utf-8"
    )
    (tmp_path / "assets/brief.js").write_text('  /* Cards. */\n  const a = "/* b */"; // c\n', "utf-8")
    lighten(tmp_path)
    style = (tmp_path / "assets/brief.css").read_text(encoding="utf-8")
    assert style == '.a{color: red}.b::after{content: "/* b */"}'
    assert (tmp_path / "assets/brief.js").read_text(encoding="utf-8") == 'const a = "/* b */"; // c\n'


def test_no_text_in_our_scripts_goes_over_several_lines_for_its_indentation_would_go() -> None:
    for script in (ROOT / "build_scripts/theme/assets").glob("*.js"):
        odd = [line for line in script.read_text(encoding="utf-8").splitlines() if line.count("`") % 2]
        assert odd == [], script


def test_a_site_with_the_search_of_its_theme_keeps_what_that_needs(tmp_path: Path) -> None:
    names = ("search/search_index.json", "assets/javascripts/lunr/fr.js", "assets/javascripts/workers/search.js")
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}", encoding="utf-8")
    lighten(tmp_path)
    assert all((tmp_path / name).exists() for name in names)


def test_what_the_theme_writes_amiss_is_put_right() -> None:
    page = '<input type="checkbox" id="a" autocomplete="off"><input type="search" autocomplete="off">'
    page += '<label for="__toc">Contents</label><label for="a" tabindex="">A</label>'
    right = '<input type="checkbox" id="a"><input type="search" autocomplete="off">'
    right += '<label>Contents</label><label for="a">A</label>'
    assert clean_page(page) == right
    assert ' for="__toc"' in clean_page(page + '<input type="checkbox" id="__toc">')
