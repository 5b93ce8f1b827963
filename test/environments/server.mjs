const {AvatarError, HeygenAvatarElement} = await import('heygen-avatar');
const result = {
  hasClass: typeof HeygenAvatarElement === 'function',
  name: new AvatarError('not-live', '').name,
};
process.stdout.write(JSON.stringify(result));
