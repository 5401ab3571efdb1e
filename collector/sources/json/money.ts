import { text } from '../reading';

/**
 * Minor units (cents) of a decimal amount, exact: digits are moved as text, never multiplied. `19.9` USD is 1990, `500` JPY is 500, `1.234` KWD is 1234.
 * Digits beyond the minor unit are rounded half away from zero. Undefined for what is no decimal number, and beyond 2^53.
 * @param decimal a number or its text; `1,234.50` and `1 234.50` are read, a decimal comma is not, as nobody could tell it from a thousand
 */
export function minorUnits(decimal: unknown, currency: string | undefined): number | undefined {
  const match = DECIMAL.exec(plain(decimal) ?? '');
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  const digits = digitsOf(currency);
  const kept = BigInt(`${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`);
  const minor = Number(kept + ((fraction[digits] ?? '0') >= '5' ? 1n : 0n));
  if (!Number.isSafeInteger(minor)) return undefined;
  return sign === '-' && minor !== 0 ? -minor : minor;
}

/** How many digits ISO 4217 gives the minor unit: 2 where it is not said. */
export function digitsOf(currency: string | undefined): number {
  return DIGITS.get((currency ?? '').toUpperCase()) ?? 2;
}

/** The ISO 4217 letters of `usd`, `USD` or the number `840`; undefined for what is neither. */
export function currencyOf(given: unknown): string | undefined {
  const read = text(given)?.toUpperCase();
  if (read === undefined) return undefined;
  if (/^\d{1,3}$/.test(read)) return BY_NUMBER.get(read.padStart(3, '0'));
  return /^[A-Z]{3}$/.test(read) ? read : undefined;
}

const DECIMAL = /^([+-]?)(\d{1,24})(?:\.(\d{0,24}))?$/;
/** Thousands in groups of three. */
const GROUPED = /^[+-]?\d{1,3}(?:[, ]\d{3})+(?:\.\d*)?$/;

function plain(decimal: unknown): string | undefined {
  const read = text(decimal);
  if (read === undefined) return undefined;
  if (typeof decimal === 'number' && read.includes('e')) return decimal.toFixed(20);
  return GROUPED.test(read) ? read.replace(/[, ]/g, '') : read.replace(/^\./, '0.');
}

const DIGITS: ReadonlyMap<string, number> = new Map([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
]);

/** The numbers that card messages carry. */
const BY_NUMBER: ReadonlyMap<string, string> = new Map(
  (
    '008 ALL,012 DZD,032 ARS,036 AUD,044 BSD,048 BHD,050 BDT,051 AMD,052 BBD,060 BMD,068 BOB,072 BWP,084 BZD,096 BND,104 MMK,116 KHR,124 CAD,136 KYD,144 LKR,152 CLP,' +
    '156 CNY,170 COP,188 CRC,191 HRK,203 CZK,208 DKK,214 DOP,230 ETB,242 FJD,262 DJF,270 GMD,292 GIP,320 GTQ,324 GNF,328 GYD,340 HNL,344 HKD,348 HUF,352 ISK,356 INR,' +
    '360 IDR,364 IRR,368 IQD,376 ILS,388 JMD,392 JPY,398 KZT,400 JOD,404 KES,410 KRW,414 KWD,417 KGS,418 LAK,422 LBP,434 LYD,446 MOP,454 MWK,458 MYR,462 MVR,480 MUR,' +
    '484 MXN,496 MNT,498 MDL,504 MAD,512 OMR,516 NAD,524 NPR,548 VUV,554 NZD,558 NIO,566 NGN,578 NOK,586 PKR,590 PAB,598 PGK,600 PYG,604 PEN,608 PHP,634 QAR,643 RUB,' +
    '646 RWF,682 SAR,690 SCR,702 SGD,704 VND,710 ZAR,748 SZL,752 SEK,756 CHF,760 SYP,764 THB,776 TOP,780 TTD,784 AED,788 TND,800 UGX,807 MKD,818 EGP,826 GBP,834 TZS,' +
    '840 USD,858 UYU,860 UZS,882 WST,886 YER,901 TWD,929 MRU,933 BYN,936 GHS,941 RSD,943 MZN,944 AZN,946 RON,949 TRY,950 XAF,951 XCD,952 XOF,953 XPF,967 ZMW,969 MGA,' +
    '971 AFN,972 TJS,973 AOA,975 BGN,976 CDF,977 BAM,978 EUR,980 UAH,981 GEL,985 PLN,986 BRL'
  )
    .split(',')
    .map((pair) => [pair.slice(0, 3), pair.slice(4)] as const)
);
