/** Attributes, window sizes and steps that several scenes share. */
export const ALL = {controls: '', chat: '', captions: '', microphone: ''};
export const PHONE = [360, 330];
/** A phone with a panel open. */
export const TALL_PHONE = [360, 560];
/** A phone in landscape. */
export const LANDSCAPE = [740, 340];
export const WIDE = [860, 570];
export const SUGGESTIONS = 'What does a check-up cost?\nDoes it hurt?\nBook a visit';

/** The settings are loaded beside a conversation. */
export async function live({avatar, part, seen}) {
  await avatar.start();
  await avatar.updateComplete;
  if (part('more')) await seen('menu');
}

/** The server sends the whole text at once and goes on speaking, so that the picture does not depend on the moment. */
export async function speaking(stage) {
  await live(stage);
  stage.sandbox.send({type: 'avatar_start_talking', task_id: 'a'});
  const message = 'Words are shown when they are said, and never more than two lines of them.';
  stage.sandbox.send({type: 'avatar_talking_message', task_id: 'a', message});
  await stage.seen('captions');
}

/** A question and its answer, after the captions have gone. */
export async function asked(stage) {
  await live(stage);
  const task = await stage.avatar.ask('What can you do for me?');
  await task.ended;
  stage.setClock(10_000);
}

/** An earlier conversation of this visit, with links. */
export async function recall({avatar, seen}) {
  const said = [
    ['user', 'Where do I find your prices?'],
    [
      'avatar',
      'Here: https://example.com/prices, and in detail at www.example.org/a-very-long-address/with/many/parts?and=queries.',
    ],
  ].map(([role, text]) => ({role, text, time: '2026-01-01T00:00:00.000Z', cut: false}));
  sessionStorage.setItem('heygen-avatar-transcript:', JSON.stringify(said));
  avatar.requestUpdate();
  await seen('earlier');
}

/** A start that the server refuses. */
export const refused = (endpoint, fault) => async (stage) => {
  stage.sandbox.inject(endpoint, fault, {times: Infinity});
  await stage.avatar.start().catch(() => {});
};
