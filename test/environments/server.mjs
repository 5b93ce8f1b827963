const {AvatarError, HeygenAvatarElement} = await import('heygen-avatar');
console.log(
  JSON.stringify({
    hasClass: typeof HeygenAvatarElement === 'function',
    name: new AvatarError('not-live', '').name,
  }),
);
