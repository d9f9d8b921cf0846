/**
 * @example
 * spokenSeconds(130); // => "2m10s"
 */
export function spokenSeconds(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = Math.floor(seconds % 60);
  return [hours > 0 ? `${hours}h` : "", hours + minutes > 0 ? `${minutes}m` : "", `${rest}s`].join("");
}
