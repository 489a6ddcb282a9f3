/** The parts of jStat that serve as a second opinion on the distribution functions. */
declare module 'jstat' {
  interface Distribution {
    cdf(x: number, ...parameters: number[]): number
    inv(p: number, ...parameters: number[]): number
  }
  const jStat: {
    readonly normal: Distribution
    readonly studentt: Distribution
    readonly chisquare: Distribution
    readonly beta: Distribution
    readonly binomial: Pick<Distribution, 'cdf'>
    readonly poisson: Pick<Distribution, 'cdf'>
    gammaln(x: number): number
  }
  export default jStat
}
