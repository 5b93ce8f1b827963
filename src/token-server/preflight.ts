import type {ResponseParts} from './responses.js';

/** What the element itself sends. */
const OWN_HEADERS = ['content-type', 'x-requested-with'];

/**
 * What monitoring scripts of a page add to each of its requests: W3C Trace Context and Baggage, Sentry, Datadog, Dynatrace,
 * New Relic, Zipkin, Jaeger, Elastic, Application Insights, Instana, AppDynamics, AWS X-Ray, Google Cloud, and plain request
 * ids. The handler reads none of them. If it refused them, the browser would not send the page's request.
 */
const TRACING_HEADERS = new RegExp(
  `^(?:${[
    'traceparent',
    'tracestate',
    'baggage',
    'sentry-trace',
    'x-datadog-[a-z-]+',
    'x-dtc',
    'x-dtpc',
    'x-dtreferer',
    'x-dynatrace[a-z-]*',
    'newrelic',
    'x-newrelic-[a-z-]+',
    'b3',
    'x-b3-[a-z]+',
    'uber-trace-id',
    'elastic-apm-traceparent',
    'request-id',
    'request-context',
    'x-instana-[a-z]+',
    'adrum',
    'adrum_\\d+',
    'x-amzn-trace-id',
    'x-cloud-trace-context',
    'x-request-id',
    'x-correlation-id',
    'accept',
    'accept-language',
    'cache-control',
    'pragma',
  ].join('|')})$`,
);

/** A browser asks for fewer. The answer must not grow with the request. */
const MOST_HEADERS = 30;

/**
 * The response to the preflight that a browser sends before it posts JSON to another origin. It allows the element's own
 * headers, and those of the requested ones that do no harm.
 */
export function preflightResponse({headers}: Request): ResponseParts {
  const requested = (headers.get('access-control-request-headers') ?? '').toLowerCase().split(',');
  const harmless = requested.map((name) => name.trim()).filter((name) => TRACING_HEADERS.test(name));
  const allowed = [...new Set([...OWN_HEADERS, ...harmless])].slice(0, MOST_HEADERS);
  return {
    status: 204,
    headers: {
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': allowed.join(', '),
      'access-control-max-age': '600',
    },
  };
}
