import {css} from 'lit';

/** The microphone button with its level, and the list of microphones. */
export const microphoneStyles = css`
  .level[data-on] {
    color: #fff;
    background: #c81e3a;
    border-color: #fff;
    box-shadow: 0 0 0 calc(var(--_level, 0) * 9px) rgb(255 255 255 / 45%);
  }
  .hold {
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
    -webkit-touch-callout: none;
  }
  .hold:active,
  .bar[data-listening] .hold {
    background: #c81e3a;
    border-color: #fff;
    box-shadow: 0 0 0 calc(3px + var(--_level, 0) * 9px) rgb(255 255 255 / 45%);
  }
  .asking {
    animation: asking 0s 0.3s backwards;
  }
  @keyframes asking {
    from {
      visibility: hidden;
    }
  }
  :host(:state(asking)) .level {
    border-style: dashed;
    border-color: #fff;
  }
  .devices {
    position: absolute;
    inset-block-end: calc(100% + 0.5em);
    inset-inline-start: 0;
    display: grid;
    inline-size: max-content;
    max-inline-size: min(20em, 90cqi);
    max-block-size: calc(100cqb - 6em);
    overflow: auto;
    padding: 0.35em;
    border-radius: 14px;
    color: #fff;
    background: rgb(10 12 20 / 92%);
    border: 1px solid rgb(255 255 255 / 25%);
  }
  .device {
    border-radius: 10px;
    color: inherit;
    background: none;
    text-align: start;
    font-weight: 500;
    padding-inline: 0.8em;
  }
  .device:hover {
    background: rgb(255 255 255 / 14%);
  }
  .device[aria-pressed='true'] {
    background: rgb(255 255 255 / 22%);
    font-weight: 700;
  }
`;
