import {Avatar} from './avatar';

export default function Page() {
  return <Avatar />;
}
