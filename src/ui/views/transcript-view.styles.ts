import {css} from 'lit';

/** The conversation, a view of the panel. */
export const transcriptStyles = css`
  .sheet {
    position: relative;
    display: flex;
    flex-direction: column;
    flex: 1 1 0;
    min-block-size: 0;
  }
  .sheet header {
    display: flex;
    align-items: center;
    flex: none;
    padding-inline: 16px 4px;
  }
  .sheet header strong {
    flex: 1;
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .sheet .bare span {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  /* Reversed, the box keeps the newest line in view until the visitor scrolls back. */
  .lines {
    flex: 1;
    min-block-size: 0;
    display: flex;
    flex-direction: column-reverse;
    overflow: auto;
    overflow-anchor: none;
    padding: 16px 16px 8px;
    font-size: calc(max(15px, 0.9375em) * var(--_scale, 1));
    line-height: 1.467;
    /* What is scrolled out fades: no line is cut through. */
    mask-image: linear-gradient(transparent, #000 24px);
  }
  .column {
    margin-block-end: auto;
  }
  /* Out of view, a block of lines is not laid out; screen readers and the browser's search still find it. */
  .block {
    contain-intrinsic-block-size: auto 160em;
  }
  .past {
    content-visibility: auto;
  }
  .lines:focus-visible {
    outline-offset: -3px;
  }
  .lines p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .lines .divider {
    display: flex;
    margin-block: 16px 4px;
    align-items: center;
    gap: 12px;
    font-size: max(12px, 0.75em);
    color: var(--_muted);
  }
  .divider::before,
  .divider::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid var(--_line);
  }
  .line a {
    color: var(--_link);
    overflow-wrap: anywhere;
  }
  .line {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 4px;
    margin-block-start: 4px;
  }
  .line.first {
    margin-block-start: 12px;
  }
  .line.user {
    grid-template-columns: 1fr auto;
    text-align: end;
  }
  .line :is(b, time) {
    font-size: max(12px, 0.8em);
    line-height: 1.333;
    font-weight: 400;
    color: var(--_muted);
  }
  time::before {
    content: '· ' attr(data-time);
  }
  .line:not(.first) :is(b, time) {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .bubble {
    grid-column: 1 / -1;
    justify-self: start;
    max-inline-size: 85%;
    box-sizing: border-box;
    padding: 8px 12px;
    border-radius: var(--_m);
    border-end-start-radius: 6px;
    text-align: start;
    background: var(--_raised);
  }
  .user .bubble {
    justify-self: end;
    border-radius: var(--_m);
    border-end-end-radius: 6px;
    background: var(--_soft);
  }
  .bubble > span {
    display: block;
    white-space: pre-wrap;
  }
  .partial .bubble,
  .bubble i {
    color: var(--_muted);
  }
  .bubble i {
    font-size: max(12px, 0.8em);
    font-style: normal;
  }
  /* What the avatar has done in the page is said by nobody. */
  .line.tool {
    display: flex;
    flex-wrap: wrap;
    gap: 0 4px;
    margin-block-start: 12px;
    font-size: max(12px, 0.8em);
    line-height: 1.333;
    color: var(--_muted);
  }
  .tool :is(b, .bubble) {
    position: static;
    inline-size: auto;
    block-size: auto;
    clip-path: none;
    padding: 0;
    font: inherit;
    background: none;
  }
  .tool b::after {
    content: ':';
  }
  .tool time {
    display: none;
  }
  .not-sent {
    text-align: end;
    font-size: max(13px, 0.8667em);
    color: var(--_danger);
  }
  .not-sent button {
    min-block-size: 44px;
    margin-block: -6px;
    padding: 4px;
    font-weight: 600;
    text-decoration: underline;
    color: inherit;
    background: none;
  }
  .lines .thinking {
    display: flex;
    align-items: center;
    gap: 4px;
    inline-size: fit-content;
    min-block-size: 38px;
    margin-block-start: 12px;
  }
  .thinking i {
    inline-size: 6px;
    block-size: 6px;
    border-radius: 50%;
    background: var(--_muted);
    animation: think 1.2s ease-in-out infinite;
  }
  .thinking i:nth-child(2) {
    animation-delay: 0.15s;
  }
  .thinking i:nth-child(3) {
    animation-delay: 0.3s;
  }
  @keyframes think {
    0%,
    60%,
    to {
      opacity: 0.4;
    }
    30% {
      opacity: 1;
    }
  }
  .newest {
    position: absolute;
    inset-block-end: 8px;
    inset-inline: 0;
    margin-inline: auto;
    inline-size: fit-content;
    min-block-size: 36px;
    padding: 4px 16px 4px 12px;
    font-size: max(13px, 0.8125em);
    color: var(--_text);
    background: var(--_surface);
    border-color: var(--_line-strong);
  }
  /* 44 px to press. */
  .newest::after {
    content: '';
    position: absolute;
    inset: -4px 0;
  }
  .hint {
    color: var(--_muted);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
`;
