// SPDX-License-Identifier: GPL-3.0-or-later
//
// The line from the desk to a page of ours: what the desk says, and darkness as soon as it may no longer be true. It goes
// before the page's own script. Written for old embedded browsers too.
'use strict';

// The page says what it takes for whole, and shows it: isComplete(next), show(next, last), dark().
function openLine(name, page) {
  // The desk sends a heartbeat four times a second. Without one for this long the page is dark.
  const SILENCE_MS = 1000;
  const CHECK_MS = 100;
  const RETRY_MS = 500;

  let stream = null;
  let opened = 0;
  let heard = 0;
  let state = null; // what the desk said last, on this very connection

  function now() {
    return performance.now();
  }

  function dark() {
    state = null;
    page.dark();
  }

  function parse(data) {
    try {
      return JSON.parse(data);
    } catch (error) {
      return null;
    }
  }

  function onState(event) {
    const next = parse(event.data);
    const last = state;

    heard = now();
    if (!next || !isFinite(next.epoch) || !isFinite(next.serial) || !page.isComplete(next)) {
      dark();
      return;
    }
    state = next;
    page.show(next, last);
  }

  // A heartbeat that speaks of another state than the one shown means that something was missed.
  function onBeat(event) {
    const beat = parse(event.data);

    heard = now();
    if (state && (!beat || beat.epoch !== state.epoch || beat.serial !== state.serial)) {
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
    stream.addEventListener(name, onState);
    stream.addEventListener('beat', onBeat);
    stream.onerror = dark;
  }

  function check() {
    if (now() - Math.max(heard, opened) <= SILENCE_MS && stream.readyState !== EventSource.CLOSED)
      return;
    if (state)
      dark();
    if (now() - opened > RETRY_MS)
      connect();
  }

  page.dark();
  connect();
  setInterval(check, CHECK_MS);
}
