import {AvatarError} from '../errors/avatar-error.js';
import {SessionSettings} from './session-settings.js';

/** The settings as the API takes them. Throws a `bad-config` error that names each invalid one. */
export function checkedSettings(settings: unknown): SessionSettings {
  const result = SessionSettings.safeParse(settings);
  if (result.success) return result.data;
  const names = result.error.issues.map(({path}) => path.join('.')).filter(Boolean);
  throw new AvatarError(
    'bad-config',
    names.length > 0
      ? `The session cannot start: the value of ${names.join(', ')} is not valid. Check the element’s attributes.`
      : 'The session cannot start: its settings are not an object.',
    {cause: result.error},
  );
}
