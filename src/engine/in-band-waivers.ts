/** Which reasons and waivers inside the input, in annotations and on constructs, count. What does not count accepts nothing. */
export enum InBandWaivers {
  /** All. */
  ACCEPT = 'accept',
  /** Those of the program's own constructs; not those of YAML that it includes, nor those of files. */
  OWN = 'own',
  /** None. */
  IGNORE = 'ignore',
}
