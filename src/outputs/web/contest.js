// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shows what the desk says the audience may see of a draw, and nothing when in doubt. It knows no name before the desk has
// revealed it. Strangers' words are only ever put into text nodes.
// Behind line.js, in one script.

(function () {
  'use strict';

  const LEFT_MS = 100;
  const SORT_MS = 3000;
  const ROW_STEP = 140;
  const QUIET_MODULES = 4;

  const contest = document.getElementById('contest');
  const rows = document.getElementById('rows');
  const texts = ['subtitle', 'words', 'trouble', 'beacon', 'heading', 'draw'];

  let ends = 0; // when the countdown ends
  let sorted = 0;

  function now() {
    return performance.now();
  }

  function at(id) {
    return document.getElementById(id);
  }

  function put(id, text) {
    at(id).textContent = text;
  }

  function empty() {
    clearTimeout(sorted);
    contest.hidden = true;
    texts.concat(['seal', 'rank', 'left', 'time', 'sealed', 'chance', 'winners']).forEach(function (id) {
      put(id, '');
    });
    at('modules').setAttribute('d', '');
    rows.textContent = '';
    rows.classList.remove('sorting');
  }

  function showSeal(stage) {
    const groups = stage.seal.match(/.{8}/g) || [];
    const lines = stage.code.split('\n');
    const side = lines.length + 2 * QUIET_MODULES;
    let path = '';

    put('seal', groups.map(function (group) {
      return group.slice(0, 4) + ' ' + group.slice(4);
    }).join('\n'));
    lines.forEach(function (line, y) {
      for (let x = 0; x < line.length; x++)
        if (line[x] === '1')
          path += 'M' + (x + QUIET_MODULES) + ' ' + (y + QUIET_MODULES) + 'h1v1h-1z';
    });
    at('code').setAttribute('viewBox', '0 0 ' + side + ' ' + side);
    at('modules').setAttribute('d', path);
  }

  function add(parent, name, text) {
    const element = document.createElement('div');

    element.className = name;
    element.dir = 'auto';
    element.textContent = text;
    parent.appendChild(element);
    return element;
  }

  function place(row, index) {
    row.style.top = 'calc(' + (index * ROW_STEP) + ' * var(--cs-px))';
  }

  function addRow(line, index) {
    const row = document.createElement('li');
    const below = [line.handle, line.prize].filter(Boolean).join(' · ');

    row.className = line.latest ? 'row latest' : 'row';
    add(row, 'rank', String(line.rank));
    add(row, 'key', line.key);
    const who = add(row, 'who', '');
    add(who, line.name ? 'name' : 'hidden', line.name || rows.dataset.hidden);
    if (below)
      add(who, 'below', below);
    place(row, index);
    rows.appendChild(row);
    return row;
  }

  // Every key goes straight to its place: nothing looks as if it were still being decided.
  function sort(stage) {
    const elements = stage.lines.map(function (line) {
      return addRow(line, line.from);
    });

    rows.classList.add('sorting');
    rows.getBoundingClientRect();
    elements.forEach(place);
    sorted = setTimeout(function () {
      showRows(stage);
    }, SORT_MS);
  }

  function showRows(stage) {
    clearTimeout(sorted);
    rows.textContent = '';
    rows.classList.remove('sorting');
    stage.lines.slice(0, stage.rows).forEach(addRow);
  }

  function showLeft() {
    const seconds = Math.ceil((ends - now()) / 1000);
    const counting = ends > 0 && seconds > 0;

    at('left').hidden = !counting;
    at('until').hidden = !counting;
    if (counting)
      put('left', seconds < 100 ? String(seconds) : Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0'));
  }

  function show(stage, before) {
    const motion = !matchMedia('(prefers-reduced-motion: reduce)').matches;

    contest.hidden = false;
    texts.forEach(function (id) {
      put(id, stage[id]);
    });
    put('time', stage.beacon_time);
    put('rank', stage.next);
    at('next').hidden = !stage.next;
    at('mark').hidden = !stage.rehearsal;
    at('watermark').hidden = !stage.rehearsal;
    put('sealed', stage.sealed_step);
    put('chance', stage.chance_step);
    put('winners', stage.winners_step);
    at('chance').classList.toggle('open', !stage.chance_known);
    at('winners').classList.toggle('lit', !stage.done);
    showSeal(stage);
    at('message').hidden = stage.sorted;
    at('keys').hidden = !stage.sorted;
    ends = stage.left_ms > 0 ? now() + stage.left_ms : 0;
    showLeft();
    if (!stage.sorted || !before || before.sorted || !motion) {
      showRows(stage);
      return;
    }
    rows.textContent = '';
    sort(stage);
  }

  function isComplete(next) {
    const stage = next.stage;
    const words = texts.concat(['seal', 'code', 'beacon_time', 'sealed_step', 'chance_step', 'winners_step', 'next']);

    return stage === null || (stage && Array.isArray(stage.lines) &&
      words.every(function (name) {
        return typeof stage[name] === 'string';
      }) && stage.lines.every(function (line) {
        return typeof line.key === 'string' && typeof line.name === 'string' && isFinite(line.rank) && isFinite(line.from);
      }));
  }

  function onContest(next, last) {
    if (next.stage)
      show(next.stage, last && last.stage);
    else
      empty();
  }

  openLine('contest', { isComplete: isComplete, show: onContest, dark: empty });
  setInterval(showLeft, LEFT_MS);
})();
