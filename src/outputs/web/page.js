// SPDX-License-Identifier: GPL-3.0-or-later
'use strict';

(() => {
  const POLL_MS = 2000;
  const HEARTS_MS = 1000;
  const MAX_HEARTS = 40;
  const MAX_FLYING = 40;
  const N_HUES = 12;
  const LATE_S = 9;

  const words = {
    en: {
      live: 'LIVE', soon: 'SOON', ended: 'ENDED', gone: 'CLOSED',
      soonNotice: 'The broadcast has not begun yet. This page starts by itself.',
      endedNotice: 'The broadcast has ended. Thank you for watching.',
      goneNotice: 'This link is no longer valid. Ask for the new one.',
      lostNotice: 'No connection. Trying again…',
      unplayable: 'This browser cannot play the video. Try another one.',
      play: 'Play', soundOn: 'Sound on', soundOff: 'Sound off', full: 'Full screen', stage: 'Broadcast',
      heart: 'Send a heart', name: 'Your name (optional)', text: 'Comment', send: 'Send',
      off: 'Comments are closed.',
      privacy: 'What you write is read by the show’s team and may go on air with your name. Nothing is kept on your device once you close this page.',
      taken: 'Sent to the team.', often: 'That was a lot. Wait a moment and try again.', empty: 'Write something first.',
      long: 'That is too long: 280 characters at most.', broken: 'That could not be read. Write it again.',
      busy: 'Too many comments at once. Try again in a moment.', unknown: 'One moment, please. Try again.',
      full_: 'The page is full. Try again later.', failed: 'It could not be sent. Check the connection and try again.',
      you: 'You', viewers: (n) => (n === 1 ? '1 viewer' : `${n} viewers`),
    },
    fr: {
      live: 'EN DIRECT', soon: 'BIENTÔT', ended: 'TERMINÉ', gone: 'FERMÉ',
      soonNotice: 'Le direct n’a pas encore commencé. Cette page démarrera toute seule.',
      endedNotice: 'Le direct est terminé. Merci de l’avoir suivi.',
      goneNotice: 'Ce lien n’est plus valable. Demandez le nouveau.',
      lostNotice: 'Pas de connexion. Nouvel essai…',
      unplayable: 'Ce navigateur ne sait pas lire la vidéo. Essayez-en un autre.',
      play: 'Lire', soundOn: 'Activer le son', soundOff: 'Couper le son', full: 'Plein écran', stage: 'Direct',
      heart: 'Envoyer un cœur', name: 'Votre nom (facultatif)', text: 'Commentaire', send: 'Envoyer',
      off: 'Les commentaires sont fermés.',
      privacy: 'Ce que vous écrivez est lu par l’équipe de l’émission et peut passer à l’antenne avec votre nom. Rien ne reste sur votre appareil une fois la page fermée.',
      taken: 'Envoyé à l’équipe.', often: 'C’est beaucoup. Attendez un instant puis réessayez.', empty: 'Écrivez d’abord quelque chose.',
      long: 'C’est trop long\u202f: 280 caractères au plus.', broken: 'Illisible. Écrivez-le à nouveau.',
      busy: 'Trop de commentaires à la fois. Réessayez dans un instant.', unknown: 'Un instant… Réessayez.',
      full_: 'La page est complète. Réessayez plus tard.', failed: 'L’envoi a échoué. Vérifiez la connexion et réessayez.',
      you: 'Vous', viewers: (n) => (n < 2 ? `${n} spectateur` : `${n} spectateurs`),
    },
  };

  const language = (navigator.languages || [navigator.language || 'en']).map((tag) => tag.slice(0, 2).toLowerCase())
    .find((tag) => tag in words) || 'en';
  const say = words[language];
  const base = location.pathname;
  const $ = (id) => document.getElementById(id);
  const video = $('video');

  let viewer = null;
  let hue = 0;
  let joining = null;
  let state = 'soon';
  let lost = 0;
  let known = null; // hearts that were counted when we looked last
  let pending = 0; // hearts of ours that are not sent yet
  let ours = 0; // hearts of ours that were drawn before they were counted
  let hls = null;
  let native = false;
  let retry = 0;

  const colour = (h) => `hsl(${h * 360 / N_HUES} 85% 62%)`;

  function label() {
    document.documentElement.lang = language;
    $('stage').setAttribute('aria-label', say.stage);
    $('play').textContent = say.play;
    $('full').textContent = say.full;
    $('heart-label').textContent = say.heart;
    $('name-label').textContent = say.name;
    $('text-label').textContent = say.text;
    $('send').textContent = say.send;
    $('comments-off').textContent = say.off;
    $('privacy').textContent = say.privacy;
    showSound();
  }

  function showSound() {
    $('sound').textContent = video.muted ? say.soundOn : say.soundOff;
    $('sound').setAttribute('aria-pressed', String(!video.muted));
  }

  function notice() {
    if (lost > 1 && state !== 'gone')
      $('notice').textContent = say.lostNotice;
    else
      $('notice').textContent = { soon: say.soonNotice, ended: say.endedNotice, gone: say.goneNotice }[state] || '';
  }

  async function ask(name, body) {
    const headers = { 'X-Coulisses': '1' };
    if (viewer)
      headers['X-Viewer'] = viewer;
    if (body !== undefined)
      headers['Content-Type'] = 'application/json';
    const answer = await fetch(`${base}/${name}`, {
      method: body === undefined ? 'GET' : 'POST', headers, body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout ? AbortSignal.timeout(8000) : undefined,
    });
    let found = {};
    try {
      found = await answer.json();
    } catch {
      // a sentence, not an object
    }
    return { status: answer.status, found };
  }

  function join() {
    joining = joining || ask('join', {}).then(({ status, found }) => {
      joining = null;
      if (status !== 200)
        return false;
      viewer = found.viewer;
      hue = found.hue;
      document.body.style.setProperty('--mine', colour(hue));
      return true;
    }, () => {
      joining = null;
      return false;
    });
    return joining;
  }

  // The picture.

  function stopPlayer() {
    clearTimeout(retry);
    if (hls)
      hls.destroy();
    hls = null;
    if (native) {
      native = false;
      video.removeAttribute('src');
      video.load();
    }
  }

  function start() {
    video.play().then(() => { $('play').hidden = true; }, () => { $('play').hidden = false; });
  }

  function again(ms) {
    clearTimeout(retry);
    retry = setTimeout(() => {
      stopPlayer();
      if (state === 'live')
        startPlayer();
    }, ms);
  }

  function startPlayer() {
    const source = `${base}/live.m3u8`;
    if (hls || native)
      return;
    if (window.Hls && Hls.isSupported()) {
      hls = new Hls({
        enableWorker: false, lowLatencyMode: false, liveSyncDuration: 4, liveMaxLatencyDuration: 12,
        maxLiveSyncPlaybackRate: 1.1, backBufferLength: 20, maxBufferLength: 12,
      });
      hls.on(Hls.Events.MANIFEST_PARSED, start);
      hls.on(Hls.Events.ERROR, (event, data) => {
        if (!data.fatal)
          return;
        if (data.type === Hls.ErrorTypes.MEDIA_ERROR)
          hls.recoverMediaError();
        else
          again(1500);
      });
      hls.loadSource(source);
      hls.attachMedia(video);
    } else if (video.canPlayType('application/vnd.apple.mpegurl')) {
      native = true;
      video.src = source;
      start();
    } else {
      $('notice').textContent = say.unplayable;
    }
  }

  // Back to what is new after a phone was asleep, without a jump in the middle of watching.
  function catchUp() {
    const end = video.buffered.length ? video.buffered.end(video.buffered.length - 1) : 0;
    if (state === 'live' && !video.paused && end - video.currentTime > LATE_S)
      video.currentTime = end - 3;
  }

  // Hearts.

  function fly(h) {
    const layer = $('hearts-layer');
    const shape = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    if (layer.childElementCount >= MAX_FLYING)
      return;
    shape.setAttribute('viewBox', '0 0 24 24');
    shape.classList.add('heart');
    shape.append($('heart').querySelector('path').cloneNode());
    shape.style.fill = colour(h);
    shape.style.insetInlineEnd = `${4 + Math.random() * 18}%`;
    shape.style.setProperty('--drift', `${Math.random() * 60 - 30}px`);
    shape.addEventListener('animationend', () => shape.remove());
    layer.append(shape);
  }

  function heart() {
    if (pending < MAX_HEARTS)
      pending++;
    ours++;
    fly(hue);
  }

  async function sendHearts() {
    const n = pending;
    if (n === 0 || state === 'gone')
      return;
    pending = 0;
    if (!viewer && !await join())
      return;
    try {
      const { status } = await ask('hearts', { n });
      if (status === 401)
        viewer = null;
    } catch {
      // they are gone; a heart is no letter
    }
  }

  function showHearts(total, recent) {
    $('heart-count').textContent = total || '';
    if (known !== null && total > known) {
      const fresh = Math.max(0, Math.min(total - known, recent.length) - ours);
      recent.slice(recent.length - fresh).forEach((h, i) => setTimeout(fly, i * POLL_MS / (fresh + 1), h));
      ours = Math.max(0, ours - (total - known));
    }
    known = total;
  }

  // What is written.

  function answer(text, bad) {
    $('answer').textContent = text;
    $('answer').classList.toggle('bad', bad);
  }

  function addMine(name, text) {
    const item = document.createElement('li');
    const who = document.createElement('b');
    const what = document.createElement('span');
    who.dir = what.dir = 'auto';
    who.textContent = name || say.you;
    what.textContent = text;
    item.append(who, what);
    $('mine').prepend(item);
    while ($('mine').childElementCount > 20)
      $('mine').lastElementChild.remove();
  }

  async function comment() {
    const name = $('name').value.trim();
    const text = $('text').value.trim();
    if (!text) {
      answer(say.empty, true);
      $('text').focus();
      return;
    }
    $('send').disabled = true;
    try {
      if (!viewer && !await join()) {
        answer(say.full_, true);
        return;
      }
      const { status, found } = await ask('comment', { name, text });
      if (status === 200) {
        answer(say.taken, false);
        addMine(name, text);
        $('text').value = '';
      } else {
        if (status === 401)
          viewer = null;
        answer(say[found.refused] || say.failed, true);
      }
    } catch {
      answer(say.failed, true);
    } finally {
      $('send').disabled = false;
    }
  }

  // How it stands.

  function setState(next) {
    if (next === state)
      return;
    state = next;
    document.body.dataset.state = state;
    if (state === 'live')
      startPlayer();
    else if (state === 'soon' || state === 'gone')
      stopPlayer();
    else
      setTimeout(() => { if (state === 'ended') stopPlayer(); }, 8000);
  }

  function show(found) {
    const title = found.title || 'Coulisses';
    setState(found.state);
    $('title').textContent = title;
    document.title = `${title} · ${say[state]}`;
    $('badge').textContent = say[state];
    $('viewers').textContent = state === 'live' ? say.viewers(Math.max(found.viewers, 1)) : '';
    $('form').hidden = !found.comments;
    $('comments-off').hidden = found.comments;
    showHearts(found.hearts, found.recent);
  }

  async function poll() {
    try {
      if (!viewer)
        await join();
      const { status, found } = await ask('state');
      lost = 0;
      if (status === 404) {
        setState('gone');
        $('badge').textContent = say.gone;
        $('viewers').textContent = '';
      } else if (status === 200) {
        show(found);
        if (!found.known)
          viewer = null;
      }
    } catch {
      lost++;
    }
    notice();
    catchUp();
    if (state !== 'gone')
      setTimeout(poll, POLL_MS);
  }

  $('play').addEventListener('click', start);
  $('sound').addEventListener('click', () => {
    video.muted = !video.muted;
    showSound();
    start();
  });
  $('full').addEventListener('click', () => {
    if (document.fullscreenElement)
      document.exitFullscreen();
    else if ($('stage').requestFullscreen)
      $('stage').requestFullscreen();
    else if (video.webkitEnterFullscreen)
      video.webkitEnterFullscreen();
  });
  $('heart').addEventListener('click', heart);
  $('form').addEventListener('submit', (event) => {
    event.preventDefault();
    comment();
  });
  $('text').addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      comment();
    }
  });
  setInterval(sendHearts, HEARTS_MS);

  label();
  $('badge').textContent = say.soon;
  notice();
  poll();
})();
