// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shows what the desk says is on air, and nothing when in doubt. Strangers' words are only ever put into
// text nodes. Written for old embedded browsers too.
'use strict';

(function () {
  // The desk sends a heartbeat four times a second. Without one for this long the page is dark.
  const SILENCE_MS = 1000;
  const CHECK_MS = 100;
  const RETRY_MS = 500;
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

  let stream = null;
  let opened = 0;
  let heard = 0;
  let program = null; // what the desk said last, on this very connection
  let emptying = 0;

  function now() {
    return performance.now();
  }

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
    program = null;
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
    const post = next && next.post;

    return next && isFinite(next.epoch) && isFinite(next.serial) &&
      (post === null || (post && isText(post.name) && isText(post.handle) && isText(post.source) &&
        isText(post.text) && isText(post.language) && isText(post.mark)));
  }

  function parse(data) {
    try {
      return JSON.parse(data);
    } catch (error) {
      return null;
    }
  }

  function onProgram(event) {
    const next = parse(event.data);
    const last = program;

    heard = now();
    if (!isComplete(next)) {
      dark();
      return;
    }
    program = next;
    if (next.post)
      show(next.post);
    else if (last && last.epoch === next.epoch && last.post)
      fade();
    else if (!last || last.epoch !== next.epoch) {
      dark();
      program = next;
    }
  }

  // A heartbeat that speaks of another state than the one shown means that something was missed.
  function onBeat(event) {
    const beat = parse(event.data);

    heard = now();
    if (program && (!beat || beat.epoch !== program.epoch || beat.serial !== program.serial)) {
      dark();
      connect();
    }
  }

  function connect() {
    if (stream)
      stream.close();
    opened = now();
    heard = 0;
    stream = new EventSource(document.body.dataset.events);
    stream.addEventListener('program', onProgram);
    stream.addEventListener('beat', onBeat);
    stream.onerror = dark;
  }

  function check() {
    if (now() - Math.max(heard, opened) <= SILENCE_MS && stream.readyState !== EventSource.CLOSED)
      return;
    if (program)
      dark();
    if (now() - opened > RETRY_MS)
      connect();
  }

  dark();
  if (new URLSearchParams(location.search).get('guides') === '1')
    document.getElementById('guides').hidden = false;
  addEventListener('resize', function () {
    if (!stage.hidden)
      fit();
  });
  connect();
  setInterval(check, CHECK_MS);
})();
