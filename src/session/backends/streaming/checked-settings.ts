import {AvatarError} from '../../errors/avatar-error.js';
import {SessionSettings} from './streaming-schemas.js';

/** The settings of a session as they go to the API, or a `bad-config` error that names the one that cannot. */
export function checkedSettings(settings: unknown): SessionSettings {
  const result = SessionSettings.safeParse(settings);
  if (result.success) return result.data;
  const names = result.error.issues.map(({path}) => path.join('.')).join(', ');
  throw new AvatarError(
    'bad-config',
    `The session cannot be asked for with this ${names}: it is not of the API’s form.`,
    {
      cause: result.error,
    },
  );
}
