// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shows what the desk says is on air, and nothing when in doubt. Strangers' words are only ever put into
// text nodes. Written for old embedded browsers too.
// Behind line.js, in one script.

(function () {
  'use strict';

  const FADED_MS = 250;
  const SIZE_STEP = 2;

  const stage = document.getElementById('stage');
  const panel = document.getElementById('panel');
  const mark = document.getElementById('mark');
  const dot = document.getElementById('dot');
  const fields = {
    name: document.getElementById('name'),
    handle: document.getElementById('handle'),
    source: document.getElementById('source'),
    text: document.getElementById('text'),
  };

  let emptying = 0;

  function empty() {
    stage.hidden = true;
    mark.hidden = true;
    Object.keys(fields).forEach(function (key) {
      fields[key].textContent = '';
    });
    panel.removeAttribute('lang');
  }

  // At once, without a fade: for a clear and for whatever went wrong.
  function dark() {
    clearTimeout(emptying);
    stage.classList.remove('on');
    empty();
  }

  function fade() {
    stage.classList.remove('on');
    clearTimeout(emptying);
    emptying = setTimeout(empty, FADED_MS);
  }

  function number(style, name, fallback) {
    const value = parseFloat(style.getPropertyValue(name));

    return isFinite(value) ? value : fallback;
  }

  function overflows() {
    return fields.text.scrollHeight > fields.text.clientHeight + 1;
  }

  // Smaller letters until it fits the lines there are; what never fits ends in an ellipsis.
  function fit() {
    const text = fields.text;
    const style = getComputedStyle(document.documentElement);
    const smallest = number(style, '--cs-smallest-text-size', 32);
    let size = number(style, '--cs-text-size', 44);

    text.classList.remove('fits');
    text.style.fontSize = '';
    text.style.width = '';
    while (overflows() && size > smallest) {
      size = Math.max(smallest, size - SIZE_STEP);
      text.style.fontSize = 'calc(' + size + ' * var(--cs-px))';
    }
    if (overflows())
      return;
    balance();
    text.classList.add('fits');
  }

  // The narrowest box with as many lines: lines of like length, and no empty panel beside them.
  function balance() {
    const text = fields.text;
    const height = text.clientHeight;
    let wide = Math.ceil(text.getBoundingClientRect().width);
    let narrow = 0;

    while (wide - narrow > 1) {
      const middle = Math.floor((wide + narrow) / 2);

      text.style.width = middle + 'px';
      if (overflows() || text.clientHeight > height || text.scrollWidth > middle)
        narrow = middle;
      else
        wide = middle;
    }
    text.style.width = wide + 'px';
  }

  function show(post) {
    const at = post.handle && post.handle !== post.name ? '@' + post.handle.replace(/^@/, '') : '';

    clearTimeout(emptying);
    stage.classList.remove('on');
    fields.name.textContent = post.name;
    fields.handle.textContent = at;
    fields.source.textContent = post.source;
    fields.text.textContent = post.text;
    dot.hidden = !at || !post.source;
    panel.lang = post.language;
    mark.textContent = post.mark;
    mark.hidden = !post.mark;
    stage.hidden = false;
    stage.dir = getComputedStyle(fields.text).direction;
    fit();
    stage.classList.add('on');
  }

  function isText(value) {
    return typeof value === 'string';
  }

  function isComplete(next) {
    const post = next.post;

    return post === null || (post && isText(post.name) && isText(post.handle) && isText(post.source) &&
      isText(post.text) && isText(post.language) && isText(post.mark));
  }

  function onProgram(next, last) {
    if (next.post)
      show(next.post);
    else if (last && last.epoch === next.epoch && last.post)
      fade();
    else if (!last || last.epoch !== next.epoch)
      dark();
  }

  if (new URLSearchParams(location.search).get('guides') === '1')
    document.getElementById('guides').hidden = false;
  addEventListener('resize', function () {
    if (!stage.hidden)
      fit();
  });
  openLine('program', { isComplete: isComplete, show: onProgram, dark: dark });
})();
