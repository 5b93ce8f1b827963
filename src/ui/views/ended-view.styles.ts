import {css} from 'lit';

/** The cards once a session is over, and what was said under them. */
export const endedStyles = css`
  /*
   * The picture that was last is no picture of an end. Only children are named: the browser would look through all lines of a long
   * conversation with each of its changes.
   */
  .frame:has(> .card > .panel-view > .over) :is(video:not(.poster), canvas) {
    opacity: 0;
  }
  .panel-view:has(> .over) {
    overflow: auto;
  }
  .over {
    gap: 8px;
    flex: none;
    outline: none;
  }
  .over ~ .lines {
    flex: 1 0 180px;
    border-block-start: 1px solid var(--_line);
  }
  .formats {
    display: flex;
    flex: 1 1 100%;
    flex-wrap: wrap;
    gap: 0 4px;
  }
  .formats[hidden] {
    display: none;
  }
  .actions [part='forget'] {
    color: var(--_muted);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .formats .bare {
    color: var(--_link);
  }
  @container (inline-size < 720px) {
    [data-view='conversation'] .panel-view:has(.over) {
      flex-basis: auto;
    }
  }
`;
