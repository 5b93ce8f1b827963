export async function shootHero() {}
