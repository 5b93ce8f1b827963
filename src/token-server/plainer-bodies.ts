type Body = Readonly<Record<string, unknown>>;

/**
 * A token's body, and then the same without what may be the cause of a refusal and must not fail a start: an earlier conversation,
 * which LiveAvatar refuses where nothing was said in it, and the language of a voice agent, which some agents refuse. No reply names
 * the cause in a documented way.
 */
export function plainerBodies(body: Body): Body[] {
  const hasMemory = 'memory' in body;
  const hasLanguage = Object.hasOwn(Object(body['voice_agent']) as object, 'language');
  return [
    body,
    ...(hasMemory ? [withoutMemory(body)] : []),
    ...(hasLanguage ? [withoutLanguage(body)] : []),
    ...(hasMemory && hasLanguage ? [withoutMemory(withoutLanguage(body))] : []),
  ];
}

function withoutMemory(body: Body): Body {
  const {memory: _, ...others} = body;
  return others;
}

function withoutLanguage(body: Body): Body {
  const {language: _, ...voice_agent} = body['voice_agent'] as Body;
  return {...body, voice_agent};
}
