import {css} from 'lit';

/** What stands on the picture, and where stage, panel and controls are in each layout. */
export const stageStyles = css`
  .stage {
    container: stage / size;
  }
  .chip {
    position: absolute;
    inset-block-start: 12px;
    inset-inline-start: 12px;
    display: flex;
    align-items: center;
    gap: 6px;
    max-inline-size: calc(100% - 92px);
    box-sizing: border-box;
    margin: 0;
    padding: 5px 12px;
    border-radius: 99px;
    font-size: max(13px, 0.8125em);
    line-height: 1.385;
    white-space: nowrap;
    color: #fff;
    background: var(--_glass);
  }
  .chip span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .ai::before {
    content: '· ';
  }
  .dot {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: #a9adbb;
  }
  [data-status='aiAssistant'] .dot,
  [data-status='statusListening'] .dot,
  [data-status='statusThinking'] .dot,
  [data-status='statusSpeaking'] .dot {
    background: #5fd39a;
  }
  /* The words would reach into the face: sooner, where the visitor's text is larger. */
  @container stage (block-size < 18.75em) {
    .chip > .ai {
      display: none;
    }
  }
  @container stage (inline-size < 30em) and (block-size < 18.75em) {
    .chip {
      padding: 6px;
    }
    .chip > span {
      display: none;
    }
  }
  /* The least that a page may give: what is not needed for the talk gives way to the face. */
  @container stage (block-size < 150px) {
    [data-layout='overlay'] .stage > :is(.chip, .more, .badge) {
      display: none;
    }
  }
  .stage > .more {
    position: absolute;
    inset-block-start: 8px;
    inset-inline-end: 8px;
    inline-size: 44px;
    block-size: 44px;
    color: #fff;
    background: var(--_glass);
  }
  @container stage (inline-size < 200px) {
    .stage > .chip {
      inset-block-start: 6px;
      inset-inline-start: 6px;
    }
    .stage > .more {
      inset-block-start: 4px;
      inset-inline-end: 4px;
      inline-size: 30px;
      block-size: 30px;
      min-block-size: 0;
    }
    .stage > .more::after {
      content: '';
      position: absolute;
      inset: -7px;
    }
  }
  .stage > .more:hover {
    background: rgb(12 13 18 / 86%);
  }
  .stage :focus-visible:not([data-quiet]),
  [data-layout='overlay'] .footer :focus-visible:not([data-quiet]) {
    outline-color: #fff;
    box-shadow: 0 0 0 4px #10131c;
  }
  /* Higher up in its box, so that the text box lies under the chin. */
  :host(:not(:fullscreen)) [data-layout='overlay']:not([data-mini]):has(.composer) {
    --_picture: 50% 80%;
  }
  [data-layout='overlay'] :is(video, canvas, .poster) {
    object-position: var(--avatar-object-position, var(--_picture, 50% 30%));
  }
  /* The picture fades in over a poster of the same crop; what is drawn in its place would show through. */
  .stage:has(> video.shown) .placeholder {
    visibility: hidden;
  }
  [data-view='none'] .panel-view {
    display: none;
  }
  /* The size that the frame had at first: the stage takes what other views need, down to two thirds of its own shape. */
  [data-kept] .card {
    min-block-size: calc(100cqi / (var(--avatar-aspect-ratio, 16 / 9)) + var(--_rest));
  }
  [data-kept] .stage {
    flex-basis: 0;
    min-block-size: calc(65cqi / (var(--avatar-aspect-ratio, 16 / 9)));
  }
  :is([data-view='conversation'], [data-view='settings']) .panel-view {
    flex-basis: 240px;
    display: flex;
    flex-direction: column;
  }
  @container (inline-size < 720px) {
    [data-kept]:is([data-view='conversation'], [data-view='settings']) .card {
      min-block-size: calc(100cqi / (var(--avatar-aspect-ratio, 16 / 9)) + var(--_rest) + 240px);
    }
  }
  @container (inline-size >= 720px) {
    :is([data-view='conversation'], [data-view='settings']):not([data-layout='tile']) .card {
      display: grid;
      grid-template:
        'stage panel' minmax(0, 1fr)
        'under under' auto
        'strip strip' auto
        'footer footer' auto / 1fr clamp(300px, 38%, 380px);
    }
    :is([data-view='conversation'], [data-view='settings']):not([data-layout='tile']) .stage {
      grid-area: stage;
      aspect-ratio: auto;
    }
    :is([data-view='conversation'], [data-view='settings']):not([data-layout='tile']) .panel-view {
      grid-area: panel;
      contain: size;
      border-inline-start: 1px solid var(--_line);
    }
    .under {
      grid-area: under;
    }
    .strips {
      grid-area: strip;
    }
    .footer {
      grid-area: footer;
    }
  }
  /* The stage has all of the card but the strip, and the controls lie on it. */
  [data-layout='overlay'] .card {
    display: grid;
    grid-template:
      'stage' minmax(0, 1fr)
      'under' auto
      'strip' auto / 100%;
  }
  [data-layout='overlay'] .stage {
    grid-area: stage;
    min-block-size: 0;
    aspect-ratio: auto;
  }
  [data-layout='overlay'] .strips {
    grid-area: strip;
  }
  [data-layout='overlay'] .under {
    grid-area: under;
  }
  [data-layout='overlay'] .footer {
    grid-area: stage;
    align-self: end;
  }
  /* A live picture of the face, beside the title of the panel that has its place. */
  [data-layout='tile'] .stage {
    position: absolute;
    inset-block-start: 6px;
    inset-inline-start: 12px;
    z-index: 1;
    inline-size: 40px;
    block-size: 40px;
    min-block-size: 0;
    border-radius: 50%;
    flex: none;
  }
  [data-layout='tile'] .stage > :not(video, canvas, slot, .placeholder) {
    display: none;
  }
  [data-layout='tile'] .panel-view {
    flex: 1 1 0;
  }
  [data-layout='tile'] .panel-view header {
    padding-inline-start: 64px;
  }
  :host(:fullscreen) {
    max-inline-size: none;
    border-radius: 0;
  }
  :host(:fullscreen) [data-kept] .card {
    min-block-size: 0;
  }
  /* The screen's notch and rounded corners would cut a control. */
  :host(:fullscreen) .card {
    padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom)
      env(safe-area-inset-left);
  }
`;
