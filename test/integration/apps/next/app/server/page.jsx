import 'heygen-avatar';

/** The mistake: a server component imports the package, so no browser loads it. */
export default function Page() {
  return <heygen-avatar backend="sandbox" />;
}
