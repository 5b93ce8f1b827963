/** Whether the address of a poster is that of a film rather than a picture. */
export const isFilm = (poster: string | null): poster is string => /\.(mp4|webm)([?#]|$)/i.test(poster ?? '');
