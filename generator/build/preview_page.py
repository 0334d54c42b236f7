"""The page that shows the guide while it is edited: the PDF below, what is wrong above, both brought up to date."""

PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<title>指引预览</title>
<link rel="stylesheet" href="/page.css">
</head>
<body>
<header id="state" role="status" aria-live="polite">正在生成…</header>
<ol id="problems" hidden></ol>
<iframe id="pdf" title="指引 PDF"></iframe>
<script src="/page.js"></script>
</body>
</html>
"""

STYLE = """html, body { height: 100%; margin: 0; }
body { display: flex; flex-direction: column; font: 15px/1.6 sans-serif; color: #222; }
header { padding: .4em 1em; background: #e8eef7; }
header.wrong { background: #b3261e; color: #fff; }
ol { margin: 0; padding: .6em 1em .6em 3em; max-height: 40%; overflow: auto; background: #fdf3f2; }
li { white-space: pre-wrap; }
code { font-family: monospace; }
iframe { flex: 1; border: 0; width: 100%; }
"""

SCRIPT = """"use strict";
const bar = document.getElementById("state");
const list = document.getElementById("problems");
const frame = document.getElementById("pdf");
let version = 0;
let shownPdf = 0;

function show(state) {
  version = state.version;
  const wrong = state.problems.length > 0;
  bar.className = wrong ? "wrong" : "";
  bar.textContent = wrong
    ? `有 ${state.problems.length} 处问题` + (state.pdf_version ? "，下面是上一次生成的结果" : "")
    : `${state.name}，共 ${state.pages} 页，用时 ${state.seconds.toFixed(2)} 秒`;
  list.hidden = !wrong;
  list.replaceChildren(...state.problems.map((problem) => {
    const item = document.createElement("li");
    const place = document.createElement("code");
    place.textContent = problem.place;
    item.append(place, " ", problem.text);
    return item;
  }));
  if (state.pdf_version && state.pdf_version !== shownPdf) {
    shownPdf = state.pdf_version;
    frame.src = `/guide.pdf?v=${shownPdf}`;
  }
}

async function follow() {
  for (;;) {
    try {
      const answer = await fetch(`/state?after=${version}`, { cache: "no-store" });
      if (answer.status === 200) show(await answer.json());
      if (answer.status === 410) throw new Error("stopped");
    } catch {
      bar.className = "wrong";
      bar.textContent = "zhiyin watch 已停止；重新启动后请打开新的网址。";
      return;
    }
  }
}
follow();
"""
