// Generated from spec.json by `npm run generate`: do not edit.
var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};

// node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = __commonJS({
  "node_modules/ajv/dist/runtime/ucs2length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    function ucs2length(str) {
      const len = str.length;
      let length = 0;
      let pos = 0;
      let value;
      while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 55296 && value <= 56319 && pos < len) {
          value = str.charCodeAt(pos);
          if ((value & 64512) === 56320)
            pos++;
        }
      }
      return length;
    }
    exports.default = ucs2length;
    ucs2length.code = 'require("ajv/dist/runtime/ucs2length").default';
  }
});

// node_modules/ajv-formats/dist/formats.js
var require_formats = __commonJS({
  "node_modules/ajv-formats/dist/formats.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: true });
    exports.formatNames = exports.fastFormats = exports.fullFormats = void 0;
    function fmtDef(validate, compare) {
      return { validate, compare };
    }
    exports.fullFormats = {
      // date: http://tools.ietf.org/html/rfc3339#section-5.6
      date: fmtDef(date, compareDate),
      // date-time: http://tools.ietf.org/html/rfc3339#section-5.6
      time: fmtDef(getTime(true), compareTime),
      "date-time": fmtDef(getDateTime(true), compareDateTime),
      "iso-time": fmtDef(getTime(), compareIsoTime),
      "iso-date-time": fmtDef(getDateTime(), compareIsoDateTime),
      // duration: https://tools.ietf.org/html/rfc3339#appendix-A
      duration: /^P(?!$)((\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?|(\d+W)?)$/,
      uri,
      "uri-reference": /^(?:[a-z][a-z0-9+\-.]*:)?(?:\/?\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:]|%[0-9a-f]{2})*@)?(?:\[(?:(?:(?:(?:[0-9a-f]{1,4}:){6}|::(?:[0-9a-f]{1,4}:){5}|(?:[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){4}|(?:(?:[0-9a-f]{1,4}:){0,1}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){3}|(?:(?:[0-9a-f]{1,4}:){0,2}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){2}|(?:(?:[0-9a-f]{1,4}:){0,3}[0-9a-f]{1,4})?::[0-9a-f]{1,4}:|(?:(?:[0-9a-f]{1,4}:){0,4}[0-9a-f]{1,4})?::)(?:[0-9a-f]{1,4}:[0-9a-f]{1,4}|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?))|(?:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4})?::[0-9a-f]{1,4}|(?:(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4})?::)|[Vv][0-9a-f]+\.[a-z0-9\-._~!$&'()*+,;=:]+)\]|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?)|(?:[a-z0-9\-._~!$&'"()*+,;=]|%[0-9a-f]{2})*)(?::\d*)?(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*|\/(?:(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*)?|(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'"()*+,;=:@]|%[0-9a-f]{2})*)*)?(?:\?(?:[a-z0-9\-._~!$&'"()*+,;=:@/?]|%[0-9a-f]{2})*)?(?:#(?:[a-z0-9\-._~!$&'"()*+,;=:@/?]|%[0-9a-f]{2})*)?$/i,
      // uri-template: https://tools.ietf.org/html/rfc6570
      "uri-template": /^(?:(?:[^\x00-\x20"'<>%\\^`{|}]|%[0-9a-f]{2})|\{[+#./;?&=,!@|]?(?:[a-z0-9_]|%[0-9a-f]{2})+(?::[1-9][0-9]{0,3}|\*)?(?:,(?:[a-z0-9_]|%[0-9a-f]{2})+(?::[1-9][0-9]{0,3}|\*)?)*\})*$/i,
      // For the source: https://gist.github.com/dperini/729294
      // For test cases: https://mathiasbynens.be/demo/url-regex
      url: /^(?:https?|ftp):\/\/(?:\S+(?::\S*)?@)?(?:(?!(?:10|127)(?:\.\d{1,3}){3})(?!(?:169\.254|192\.168)(?:\.\d{1,3}){2})(?!172\.(?:1[6-9]|2\d|3[0-1])(?:\.\d{1,3}){2})(?:[1-9]\d?|1\d\d|2[01]\d|22[0-3])(?:\.(?:1?\d{1,2}|2[0-4]\d|25[0-5])){2}(?:\.(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-4]))|(?:(?:[a-z0-9\u{00a1}-\u{ffff}]+-)*[a-z0-9\u{00a1}-\u{ffff}]+)(?:\.(?:[a-z0-9\u{00a1}-\u{ffff}]+-)*[a-z0-9\u{00a1}-\u{ffff}]+)*(?:\.(?:[a-z\u{00a1}-\u{ffff}]{2,})))(?::\d{2,5})?(?:\/[^\s]*)?$/iu,
      email: /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i,
      hostname: /^(?=.{1,253}\.?$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[-0-9a-z]{0,61}[0-9a-z])?)*\.?$/i,
      // optimized https://www.safaribooksonline.com/library/view/regular-expressions-cookbook/9780596802837/ch07s16.html
      ipv4: /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/,
      ipv6: /^((([0-9a-f]{1,4}:){7}([0-9a-f]{1,4}|:))|(([0-9a-f]{1,4}:){6}(:[0-9a-f]{1,4}|((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3})|:))|(([0-9a-f]{1,4}:){5}(((:[0-9a-f]{1,4}){1,2})|:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3})|:))|(([0-9a-f]{1,4}:){4}(((:[0-9a-f]{1,4}){1,3})|((:[0-9a-f]{1,4})?:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(([0-9a-f]{1,4}:){3}(((:[0-9a-f]{1,4}){1,4})|((:[0-9a-f]{1,4}){0,2}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(([0-9a-f]{1,4}:){2}(((:[0-9a-f]{1,4}){1,5})|((:[0-9a-f]{1,4}){0,3}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(([0-9a-f]{1,4}:){1}(((:[0-9a-f]{1,4}){1,6})|((:[0-9a-f]{1,4}){0,4}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:))|(:(((:[0-9a-f]{1,4}){1,7})|((:[0-9a-f]{1,4}){0,5}:((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}))|:)))$/i,
      regex,
      // uuid: http://tools.ietf.org/html/rfc4122
      uuid: /^(?:urn:uuid:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i,
      // JSON-pointer: https://tools.ietf.org/html/rfc6901
      // uri fragment: https://tools.ietf.org/html/rfc3986#appendix-A
      "json-pointer": /^(?:\/(?:[^~/]|~0|~1)*)*$/,
      "json-pointer-uri-fragment": /^#(?:\/(?:[a-z0-9_\-.!$&'()*+,;:=@]|%[0-9a-f]{2}|~0|~1)*)*$/i,
      // relative JSON-pointer: http://tools.ietf.org/html/draft-luff-relative-json-pointer-00
      "relative-json-pointer": /^(?:0|[1-9][0-9]*)(?:#|(?:\/(?:[^~/]|~0|~1)*)*)$/,
      // the following formats are used by the openapi specification: https://spec.openapis.org/oas/v3.0.0#data-types
      // byte: https://github.com/miguelmota/is-base64
      byte,
      // signed 32 bit integer
      int32: { type: "number", validate: validateInt32 },
      // signed 64 bit integer
      int64: { type: "number", validate: validateInt64 },
      // C-type float
      float: { type: "number", validate: validateNumber },
      // C-type double
      double: { type: "number", validate: validateNumber },
      // hint to the UI to hide input strings
      password: true,
      // unchecked string payload
      binary: true
    };
    exports.fastFormats = {
      ...exports.fullFormats,
      date: fmtDef(/^\d\d\d\d-[0-1]\d-[0-3]\d$/, compareDate),
      time: fmtDef(/^(?:[0-2]\d:[0-5]\d:[0-5]\d|23:59:60)(?:\.\d+)?(?:z|[+-]\d\d(?::?\d\d)?)$/i, compareTime),
      "date-time": fmtDef(/^\d\d\d\d-[0-1]\d-[0-3]\dt(?:[0-2]\d:[0-5]\d:[0-5]\d|23:59:60)(?:\.\d+)?(?:z|[+-]\d\d(?::?\d\d)?)$/i, compareDateTime),
      "iso-time": fmtDef(/^(?:[0-2]\d:[0-5]\d:[0-5]\d|23:59:60)(?:\.\d+)?(?:z|[+-]\d\d(?::?\d\d)?)?$/i, compareIsoTime),
      "iso-date-time": fmtDef(/^\d\d\d\d-[0-1]\d-[0-3]\d[t\s](?:[0-2]\d:[0-5]\d:[0-5]\d|23:59:60)(?:\.\d+)?(?:z|[+-]\d\d(?::?\d\d)?)?$/i, compareIsoDateTime),
      // uri: https://github.com/mafintosh/is-my-json-valid/blob/master/formats.js
      uri: /^(?:[a-z][a-z0-9+\-.]*:)(?:\/?\/)?[^\s]*$/i,
      "uri-reference": /^(?:(?:[a-z][a-z0-9+\-.]*:)?\/?\/)?(?:[^\\\s#][^\s#]*)?(?:#[^\\\s]*)?$/i,
      // email (sources from jsen validator):
      // http://stackoverflow.com/questions/201323/using-a-regular-expression-to-validate-an-email-address#answer-8829363
      // http://www.w3.org/TR/html5/forms.html#valid-e-mail-address (search for 'wilful violation')
      email: /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i
    };
    exports.formatNames = Object.keys(exports.fullFormats);
    function isLeapYear(year) {
      return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    }
    var DATE = /^(\d\d\d\d)-(\d\d)-(\d\d)$/;
    var DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    function date(str) {
      const matches = DATE.exec(str);
      if (!matches)
        return false;
      const year = +matches[1];
      const month = +matches[2];
      const day = +matches[3];
      return month >= 1 && month <= 12 && day >= 1 && day <= (month === 2 && isLeapYear(year) ? 29 : DAYS[month]);
    }
    function compareDate(d1, d2) {
      if (!(d1 && d2))
        return void 0;
      if (d1 > d2)
        return 1;
      if (d1 < d2)
        return -1;
      return 0;
    }
    var TIME = /^(\d\d):(\d\d):(\d\d(?:\.\d+)?)(z|([+-])(\d\d)(?::?(\d\d))?)?$/i;
    function getTime(strictTimeZone) {
      return function time(str) {
        const matches = TIME.exec(str);
        if (!matches)
          return false;
        const hr = +matches[1];
        const min = +matches[2];
        const sec = +matches[3];
        const tz = matches[4];
        const tzSign = matches[5] === "-" ? -1 : 1;
        const tzH = +(matches[6] || 0);
        const tzM = +(matches[7] || 0);
        if (tzH > 23 || tzM > 59 || strictTimeZone && !tz)
          return false;
        if (hr <= 23 && min <= 59 && sec < 60)
          return true;
        const utcMin = min - tzM * tzSign;
        const utcHr = hr - tzH * tzSign - (utcMin < 0 ? 1 : 0);
        return (utcHr === 23 || utcHr === -1) && (utcMin === 59 || utcMin === -1) && sec < 61;
      };
    }
    function compareTime(s1, s2) {
      if (!(s1 && s2))
        return void 0;
      const t1 = (/* @__PURE__ */ new Date("2020-01-01T" + s1)).valueOf();
      const t2 = (/* @__PURE__ */ new Date("2020-01-01T" + s2)).valueOf();
      if (!(t1 && t2))
        return void 0;
      return t1 - t2;
    }
    function compareIsoTime(t1, t2) {
      if (!(t1 && t2))
        return void 0;
      const a1 = TIME.exec(t1);
      const a2 = TIME.exec(t2);
      if (!(a1 && a2))
        return void 0;
      t1 = a1[1] + a1[2] + a1[3];
      t2 = a2[1] + a2[2] + a2[3];
      if (t1 > t2)
        return 1;
      if (t1 < t2)
        return -1;
      return 0;
    }
    var DATE_TIME_SEPARATOR = /t|\s/i;
    function getDateTime(strictTimeZone) {
      const time = getTime(strictTimeZone);
      return function date_time(str) {
        const dateTime = str.split(DATE_TIME_SEPARATOR);
        return dateTime.length === 2 && date(dateTime[0]) && time(dateTime[1]);
      };
    }
    function compareDateTime(dt1, dt2) {
      if (!(dt1 && dt2))
        return void 0;
      const d1 = new Date(dt1).valueOf();
      const d2 = new Date(dt2).valueOf();
      if (!(d1 && d2))
        return void 0;
      return d1 - d2;
    }
    function compareIsoDateTime(dt1, dt2) {
      if (!(dt1 && dt2))
        return void 0;
      const [d1, t1] = dt1.split(DATE_TIME_SEPARATOR);
      const [d2, t2] = dt2.split(DATE_TIME_SEPARATOR);
      const res = compareDate(d1, d2);
      if (res === void 0)
        return void 0;
      return res || compareTime(t1, t2);
    }
    var NOT_URI_FRAGMENT = /\/|:/;
    var URI = /^(?:[a-z][a-z0-9+\-.]*:)(?:\/?\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:]|%[0-9a-f]{2})*@)?(?:\[(?:(?:(?:(?:[0-9a-f]{1,4}:){6}|::(?:[0-9a-f]{1,4}:){5}|(?:[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){4}|(?:(?:[0-9a-f]{1,4}:){0,1}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){3}|(?:(?:[0-9a-f]{1,4}:){0,2}[0-9a-f]{1,4})?::(?:[0-9a-f]{1,4}:){2}|(?:(?:[0-9a-f]{1,4}:){0,3}[0-9a-f]{1,4})?::[0-9a-f]{1,4}:|(?:(?:[0-9a-f]{1,4}:){0,4}[0-9a-f]{1,4})?::)(?:[0-9a-f]{1,4}:[0-9a-f]{1,4}|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?))|(?:(?:[0-9a-f]{1,4}:){0,5}[0-9a-f]{1,4})?::[0-9a-f]{1,4}|(?:(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4})?::)|[Vv][0-9a-f]+\.[a-z0-9\-._~!$&'()*+,;=:]+)\]|(?:(?:25[0-5]|2[0-4]\d|[01]?\d\d?)\.){3}(?:25[0-5]|2[0-4]\d|[01]?\d\d?)|(?:[a-z0-9\-._~!$&'()*+,;=]|%[0-9a-f]{2})*)(?::\d*)?(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*|\/(?:(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*)?|(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})+(?:\/(?:[a-z0-9\-._~!$&'()*+,;=:@]|%[0-9a-f]{2})*)*)(?:\?(?:[a-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9a-f]{2})*)?(?:#(?:[a-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9a-f]{2})*)?$/i;
    function uri(str) {
      return NOT_URI_FRAGMENT.test(str) && URI.test(str);
    }
    var BYTE = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/gm;
    function byte(str) {
      BYTE.lastIndex = 0;
      return BYTE.test(str);
    }
    var MIN_INT32 = -(2 ** 31);
    var MAX_INT32 = 2 ** 31 - 1;
    function validateInt32(value) {
      return Number.isInteger(value) && value <= MAX_INT32 && value >= MIN_INT32;
    }
    function validateInt64(value) {
      return Number.isInteger(value);
    }
    function validateNumber() {
      return true;
    }
    var Z_ANCHOR = /[^\\]\\Z/;
    function regex(str) {
      if (Z_ANCHOR.test(str))
        return false;
      try {
        new RegExp(str);
        return true;
      } catch (e) {
        return false;
      }
    }
  }
});

// <stdin>
var require_stdin = __commonJS({
  "<stdin>"(exports, module) {
    module.exports = validate10;
    module.exports.default = validate10;
    var schema11 = { "$schema": "http://json-schema.org/draft-07/schema#", "title": "Dataset API", "type": "object", "required": ["base_url", "auth", "datasets", "start_time"], "additionalProperties": true, "groups": [{ "id": "connection", "title": "Connection" }, { "id": "datasets", "title": "Datasets" }, { "id": "api", "title": "How the API Is Asked" }, { "id": "limits", "title": "Requests and Checkpoints" }], "properties": { "base_url": { "type": "string", "title": "Base URL", "order": 0, "description": "The address of your API, without the path of the endpoint. Use https wherever the API offers it: your credentials travel in each request.", "group": "connection", "pattern": "^https?://[^\\s?#]+$", "pattern_descriptor": "https://host or https://host/path", "examples": ["https://api.example.com"] }, "auth": { "discriminator": { "propertyName": "type" }, "type": "object", "title": "Authentication", "order": 1, "group": "connection", "description": "How you authenticate with the API. The credentials are sent to the host of the base URL only.", "oneOf": [{ "type": "object", "title": "Bearer Token", "description": 'Sends your token in the header "Authorization: Bearer".', "required": ["type", "token"], "properties": { "type": { "type": "string", "const": "bearer", "default": "bearer", "order": 0 }, "token": { "type": "string", "title": "Token", "order": 1, "description": 'The access token that the API gave you, without the word "Bearer".', "minLength": 1, "airbyte_secret": true } } }, { "type": "object", "title": "No Authentication", "description": "Sends no credentials: for an API that is open or trusts your network.", "required": ["type"], "properties": { "type": { "type": "string", "const": "none", "default": "none", "order": 0 } } }, { "type": "object", "title": "API Key", "description": "Sends your key in a header or in a query parameter that you name.", "required": ["type", "name", "api_key"], "properties": { "type": { "type": "string", "const": "api_key", "default": "api_key", "order": 0 }, "name": { "type": "string", "title": "Name of the Header or Parameter", "order": 1, "description": "The name under which the API expects the key.", "minLength": 1, "examples": ["X-API-Key"] }, "api_key": { "type": "string", "title": "API Key", "order": 2, "description": "The key that the API gave you.", "minLength": 1, "airbyte_secret": true }, "location": { "type": "string", "title": "Location", "order": 3, "description": "Choose where the key is sent. Prefer the header: addresses with parameters end up in the logs of servers and proxies.", "enum": ["header", "query"], "default": "header" } } }, { "type": "object", "title": "HTTP Basic", "description": 'Sends your user name and password in the header "Authorization: Basic".', "required": ["type", "username"], "properties": { "type": { "type": "string", "const": "http_basic", "default": "http_basic", "order": 0 }, "username": { "type": "string", "title": "User Name", "order": 1, "description": "The name of the user that reads the datasets, or your API key where the API takes it as a user name. It holds no colon." }, "password": { "type": "string", "title": "Password", "order": 2, "description": "The password of this user. Leave it empty if there is none.", "default": "", "airbyte_secret": true } } }, { "type": "object", "title": "OAuth 2.0 Client Credentials", "description": "Asks the token endpoint for an access token and renews it before it expires.", "required": ["type", "access_token_url", "client_id", "client_secret"], "properties": { "type": { "type": "string", "const": "oauth2_client_credentials", "default": "oauth2_client_credentials", "order": 0 }, "access_token_url": { "type": "string", "title": "Access Token URL", "order": 1, "description": "The address of the token endpoint.", "pattern": "^https?://[^\\s#]+$", "pattern_descriptor": "https://host/path", "examples": ["https://auth.example.com/oauth/token"] }, "client_id": { "type": "string", "title": "Client ID", "order": 2, "description": "The identifier of your registered application.", "minLength": 1 }, "client_secret": { "type": "string", "title": "Client Secret", "order": 3, "description": "The secret of your registered application.", "minLength": 1, "airbyte_secret": true }, "scopes": { "type": "array", "title": "Scopes", "order": 4, "description": "The scopes to ask for. Leave the list empty to get the scopes that the server gives by default.", "items": { "type": "string", "pattern": '^[^\\s"\\\\]+$', "pattern_descriptor": "a scope without blanks" }, "default": [], "examples": [["datasets.read"]] }, "token_endpoint_auth_method": { "type": "string", "title": "Client Authentication", "order": 5, "description": "How the client is sent to the token endpoint: in the body of the request (client_secret_post), or in a header as HTTP Basic (client_secret_basic), which some servers insist on.", "enum": ["client_secret_post", "client_secret_basic"], "default": "client_secret_post" } } }] }, "datasets": { "type": "array", "title": "Datasets", "order": 2, "group": "datasets", "minItems": 1, "description": "The datasets to read. Each one becomes a stream.", "items": { "type": "object", "title": "Dataset", "required": ["dataset_id"], "additionalProperties": true, "properties": { "dataset_id": { "type": "string", "title": "Dataset ID", "order": 0, "description": "The identifier of the saved dataset, as the API knows it.", "minLength": 1, "examples": ["5f8e2d6c"] }, "name": { "type": "string", "title": "Stream Name", "order": 1, "description": 'The name of the stream. Without it a single dataset is called "dataset", and each of several "dataset_" and its identifier. A new name makes a new stream, which is read from the start.', "minLength": 1, "examples": ["orders"] } } } }, "start_time": { "type": "string", "title": "Start Time", "order": 3, "description": "The moment from which on you want rows, with Z or an offset from UTC. Rows at this very moment are included.", "group": "datasets", "format": "date-time", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?(Z|[+-][0-9]{2}:[0-9]{2})$", "pattern_descriptor": "YYYY-MM-DDTHH:mm:ssZ", "examples": ["2024-01-01T00:00:00Z"] }, "end_time": { "type": "string", "title": "End Time", "order": 4, "description": "The moment up to which you want rows; rows at this very moment are included. Leave it empty to read up to the moment when each sync starts.", "group": "datasets", "format": "date-time", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?(Z|[+-][0-9]{2}:[0-9]{2})$", "pattern_descriptor": "YYYY-MM-DDTHH:mm:ssZ", "examples": ["2025-01-01T00:00:00Z"] }, "lookback_window": { "type": "string", "title": "Lookback Window", "order": 5, "description": "How far an incremental sync goes back behind the last one, to catch rows that arrived late. You get the rows of this span again in each sync. It is an ISO 8601 duration of weeks, days, hours, minutes and seconds; months and years have no fixed length and are not accepted.", "group": "datasets", "default": "PT0S", "pattern": "^P(?!$)([0-9]+(\\.[0-9]+)?W)?([0-9]+(\\.[0-9]+)?D)?(T(?=[0-9])([0-9]+(\\.[0-9]+)?H)?([0-9]+(\\.[0-9]+)?M)?([0-9]+(\\.[0-9]+)?S)?)?$", "pattern_descriptor": "a duration of weeks, days, hours, minutes and seconds, such as P7D or PT1H30M", "examples": ["PT1H", "P7D"] }, "endpoint": { "type": "object", "title": "Endpoint", "order": 6, "group": "api", "additionalProperties": true, "description": "How a dataset is asked for, and where things stand in the answer. You may write {dataset_id}, {start_time}, {end_time}, {offset} and {limit} in the path, in header and query values and in the body.", "properties": { "path": { "type": "string", "title": "Path", "order": 0, "description": "The path that runs a dataset, below the base URL.", "default": "/api/dataset/execute/{dataset_id}", "pattern": "^/[^\\s?#]*$", "pattern_descriptor": 'a path that begins with "/", without a query', "examples": ["/api/dataset/execute/{dataset_id}"] }, "method": { "type": "string", "title": "Method", "order": 1, "description": "The HTTP method, in capital letters.", "default": "POST", "pattern": "^[A-Z]+(-[A-Z]+)*$", "pattern_descriptor": "an HTTP method in capital letters, such as POST", "examples": ["POST", "GET", "PUT", "SEARCH"] }, "headers": { "type": "array", "title": "Headers", "order": 2, "default": [], "description": "Headers to send with each request, besides those of the authentication. The values are kept like passwords.", "items": { "type": "object", "title": "Header", "required": ["name", "value"], "additionalProperties": true, "properties": { "name": { "type": "string", "title": "Name", "order": 0, "description": "The name of the header.", "pattern": "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", "pattern_descriptor": "a header name, without blanks and colons", "examples": ["X-Tenant"] }, "value": { "type": "string", "title": "Value", "order": 1, "description": "The value of the header.", "airbyte_secret": true } } } }, "query_params": { "type": "array", "title": "Query Parameters", "order": 3, "default": [], "description": "Parameters to send in the address of each request, besides those of the paginator. Do not put secrets here: addresses end up in logs.", "items": { "type": "object", "title": "Query Parameter", "required": ["name", "value"], "additionalProperties": true, "properties": { "name": { "type": "string", "title": "Name", "order": 0, "description": "The name of the parameter.", "minLength": 1, "examples": ["format"] }, "value": { "type": "string", "title": "Value", "order": 1, "description": "The value of the parameter.", "examples": ["json"] } } } }, "body": { "type": "string", "title": "Body", "order": 4, "description": 'The JSON text to send. A JSON string that is just one placeholder, such as "{start_time}", is replaced by the value itself: a number, if the time format is a number. Inside a longer string the value is written out. With the method GET no body is sent.', "multiline": true, "default": '[\n  {\n    "clause": {\n      "type": "timestamp",\n      "operator": 10,\n      "parameters": [\n        {\n          "value": "{start_time}"\n        },\n        {\n          "value": "{end_time}"\n        }\n      ]\n    },\n    "orderBy": 1,\n    "columnName": "Timestamp"\n  }\n]' }, "data_selector": { "type": "string", "title": "Data Selector", "order": 5, "description": 'Where the array of rows stands in the answer: names separated by dots, or "$" if the answer itself is the array. A dot inside a name is written "\\.".', "default": "data", "pattern": "^[^.]+(\\.[^.]+)*$", "pattern_descriptor": "names separated by dots, or $", "examples": ["data", "result.rows", "$"] }, "columns_selector": { "type": "string", "title": "Columns Selector", "order": 6, "description": "If the rows are arrays of values: where the names of the columns stand in the answer. Leave it empty if the rows are objects.", "pattern": "^[^.]+(\\.[^.]+)*$", "pattern_descriptor": "names separated by dots, or $", "examples": ["columns"] }, "error_selector": { "type": "string", "title": "Error Selector", "order": 7, "description": "If the API reports a failed query inside a successful answer: where the error stands. An answer that has something there is taken as failed.", "pattern": "^[^.]+(\\.[^.]+)*$", "pattern_descriptor": "names separated by dots", "examples": ["error"] }, "missing_data": { "type": "string", "title": "Missing Data", "order": 8, "description": "What it means if nothing stands at the data selector: an error, or an empty range for an API that leaves the array out when there are no rows, or answers with status 204.", "enum": ["error", "empty"], "default": "error" }, "time_field": { "type": "string", "title": "Time Field", "order": 9, "description": 'The column that holds the time of a row and that the filter in the body works on: its name, or names separated by dots if it stands in a nested object. A dot inside a name is written "\\.".', "default": "timestamp", "pattern": "^[^.]+(\\.[^.]+)*$", "pattern_descriptor": "a column name, or names separated by dots", "examples": ["timestamp", "meta.created_at"] }, "time_format": { "type": "string", "title": "Time Format", "order": 10, "description": "How the time is written in the rows.", "enum": ["epoch_milliseconds", "epoch_seconds", "epoch_microseconds", "epoch_nanoseconds", "iso8601"], "default": "epoch_milliseconds" }, "filter_time_format": { "type": "string", "title": "Filter Time Format", "order": 11, "description": "How the start and the end of a range are written in requests. Leave it empty if it is the time format of the rows.", "enum": ["epoch_milliseconds", "epoch_seconds", "epoch_microseconds", "epoch_nanoseconds", "iso8601"] }, "primary_key": { "type": "array", "title": "Primary Key", "order": 12, "description": "The columns that together identify a row. Leave the list empty if no columns do.", "items": { "type": "string", "minLength": 1 }, "default": ["id"], "examples": [["id"], ["tenant", "id"]] } } }, "paginator": { "type": "object", "title": "Paginator", "order": 7, "group": "api", "additionalProperties": true, "description": "How the API gives large results in pages.", "properties": { "limit": { "type": "integer", "title": "Limit", "order": 0, "description": "How many rows to ask for in one page.", "minimum": 1, "maximum": 1e6, "default": 1e4 }, "offset_param": { "type": "string", "title": "Offset Parameter", "order": 1, "description": "The name of the parameter for the number of rows to skip. An empty text sends none.", "default": "offset" }, "limit_param": { "type": "string", "title": "Limit Parameter", "order": 2, "description": "The name of the parameter for the size of a page. An empty text sends none.", "default": "limit" }, "location": { "type": "string", "title": "Location", "order": 3, "description": "Where both parameters are sent: in the address, or as members of the JSON object in the body.", "enum": ["query", "body"], "default": "query" }, "total_selector": { "type": "string", "title": "Total Selector", "order": 4, "description": "Where the answer tells how many rows the query has in all: names separated by dots. If you set it, a sync that receives fewer rows fails.", "pattern": "^[^.]+(\\.[^.]+)*$", "pattern_descriptor": "names separated by dots", "examples": ["meta.total"] }, "max_offset": { "type": "integer", "title": "Maximum Offset", "order": 5, "description": "The largest offset that the API accepts. Leave it empty if you know of none. A larger one than a round number of rows (10,000) says that a query which ends just there has no more.", "minimum": 0, "maximum": 9007199254740991, "examples": [9999] } } }, "requests": { "type": "object", "title": "Requests", "order": 8, "group": "limits", "additionalProperties": true, "description": "How hard the API may be worked, and how failures are retried.", "properties": { "concurrency": { "type": "integer", "title": "Concurrency", "order": 0, "description": "How many requests may be under way at once. The connector goes below it by itself when the API slows down or limits the rate.", "minimum": 1, "maximum": 64, "default": 4 }, "requests_per_second": { "type": "number", "title": "Requests per Second", "order": 1, "description": "The most requests to start in a second. Leave it empty for no limit.", "minimum": 0.01, "maximum": 1e3, "examples": [5] }, "max_retries": { "type": "integer", "title": "Maximum Retries", "order": 2, "description": "How often a failed request is tried again before the stream fails.", "minimum": 0, "maximum": 20, "default": 3 }, "backoff_factor": { "type": "number", "title": "Backoff Factor", "order": 3, "description": "The longest wait before the first retry in seconds; it doubles with each further one. If the API says how long to wait, that counts.", "minimum": 0, "maximum": 60, "default": 2 }, "timeout_seconds": { "type": "number", "title": "Timeout in Seconds", "order": 4, "description": "How long the API may keep silent before a request counts as failed.", "minimum": 0.1, "maximum": 3600, "default": 60 } } }, "checkpoint_interval_seconds": { "type": "number", "title": "Checkpoint Interval in Seconds", "order": 9, "description": "How often a running sync notes how far it has come. A sync that is broken off continues from its last checkpoint. With 0 every page is a checkpoint, which is too often for large syncs.", "group": "limits", "minimum": 0, "maximum": 3600, "default": 10 } } };
    var pattern0 = new RegExp("^https?://[^\\s?#]+$", "u");
    var pattern1 = new RegExp("^https?://[^\\s#]+$", "u");
    var pattern2 = new RegExp('^[^\\s"\\\\]+$', "u");
    var pattern3 = new RegExp("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?(Z|[+-][0-9]{2}:[0-9]{2})$", "u");
    var pattern5 = new RegExp("^P(?!$)([0-9]+(\\.[0-9]+)?W)?([0-9]+(\\.[0-9]+)?D)?(T(?=[0-9])([0-9]+(\\.[0-9]+)?H)?([0-9]+(\\.[0-9]+)?M)?([0-9]+(\\.[0-9]+)?S)?)?$", "u");
    var pattern6 = new RegExp("^/[^\\s?#]*$", "u");
    var pattern7 = new RegExp("^[A-Z]+(-[A-Z]+)*$", "u");
    var pattern8 = new RegExp("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", "u");
    var pattern9 = new RegExp("^[^.]+(\\.[^.]+)*$", "u");
    var func2 = require_ucs2length().default;
    var formats0 = require_formats().fullFormats["date-time"];
    function validate10(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
      let vErrors = null;
      let errors = 0;
      if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.base_url === void 0) {
          const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "base_url" }, message: "must have required property 'base_url'", schema: schema11.required, parentSchema: schema11, data };
          if (vErrors === null) {
            vErrors = [err0];
          } else {
            vErrors.push(err0);
          }
          errors++;
        }
        if (data.auth === void 0) {
          const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "auth" }, message: "must have required property 'auth'", schema: schema11.required, parentSchema: schema11, data };
          if (vErrors === null) {
            vErrors = [err1];
          } else {
            vErrors.push(err1);
          }
          errors++;
        }
        if (data.datasets === void 0) {
          const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "datasets" }, message: "must have required property 'datasets'", schema: schema11.required, parentSchema: schema11, data };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
        if (data.start_time === void 0) {
          const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "start_time" }, message: "must have required property 'start_time'", schema: schema11.required, parentSchema: schema11, data };
          if (vErrors === null) {
            vErrors = [err3];
          } else {
            vErrors.push(err3);
          }
          errors++;
        }
        if (data.base_url !== void 0) {
          let data0 = data.base_url;
          if (typeof data0 === "string") {
            if (!pattern0.test(data0)) {
              const err4 = { instancePath: instancePath + "/base_url", schemaPath: "#/properties/base_url/pattern", keyword: "pattern", params: { pattern: "^https?://[^\\s?#]+$" }, message: 'must match pattern "^https?://[^\\s?#]+$"', schema: "^https?://[^\\s?#]+$", parentSchema: schema11.properties.base_url, data: data0 };
              if (vErrors === null) {
                vErrors = [err4];
              } else {
                vErrors.push(err4);
              }
              errors++;
            }
          } else {
            const err5 = { instancePath: instancePath + "/base_url", schemaPath: "#/properties/base_url/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.base_url.type, parentSchema: schema11.properties.base_url, data: data0 };
            if (vErrors === null) {
              vErrors = [err5];
            } else {
              vErrors.push(err5);
            }
            errors++;
          }
        }
        if (data.auth !== void 0) {
          let data1 = data.auth;
          if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
            const tag0 = data1.type;
            if (typeof tag0 == "string") {
              if (tag0 === "bearer") {
                if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                  if (data1.type === void 0) {
                    const err6 = { instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/oneOf/0/required", keyword: "required", params: { missingProperty: "type" }, message: "must have required property 'type'", schema: schema11.properties.auth.oneOf[0].required, parentSchema: schema11.properties.auth.oneOf[0], data: data1 };
                    if (vErrors === null) {
                      vErrors = [err6];
                    } else {
                      vErrors.push(err6);
                    }
                    errors++;
                  }
                  if (data1.token === void 0) {
                    const err7 = { instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/oneOf/0/required", keyword: "required", params: { missingProperty: "token" }, message: "must have required property 'token'", schema: schema11.properties.auth.oneOf[0].required, parentSchema: schema11.properties.auth.oneOf[0], data: data1 };
                    if (vErrors === null) {
                      vErrors = [err7];
                    } else {
                      vErrors.push(err7);
                    }
                    errors++;
                  }
                  if (data1.type !== void 0) {
                    let data2 = data1.type;
                    if (typeof data2 !== "string") {
                      const err8 = { instancePath: instancePath + "/auth/type", schemaPath: "#/properties/auth/oneOf/0/properties/type/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.auth.oneOf[0].properties.type.type, parentSchema: schema11.properties.auth.oneOf[0].properties.type, data: data2 };
                      if (vErrors === null) {
                        vErrors = [err8];
                      } else {
                        vErrors.push(err8);
                      }
                      errors++;
                    }
                    if ("bearer" !== data2) {
                      const err9 = { instancePath: instancePath + "/auth/type", schemaPath: "#/properties/auth/oneOf/0/properties/type/const", keyword: "const", params: { allowedValue: "bearer" }, message: "must be equal to constant", schema: "bearer", parentSchema: schema11.properties.auth.oneOf[0].properties.type, data: data2 };
                      if (vErrors === null) {
                        vErrors = [err9];
                      } else {
                        vErrors.push(err9);
                      }
                      errors++;
                    }
                  }
                  if (data1.token !== void 0) {
                    let data3 = data1.token;
                    if (typeof data3 === "string") {
                      if (func2(data3) < 1) {
                        const err10 = { instancePath: instancePath + "/auth/token", schemaPath: "#/properties/auth/oneOf/0/properties/token/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema11.properties.auth.oneOf[0].properties.token, data: data3 };
                        if (vErrors === null) {
                          vErrors = [err10];
                        } else {
                          vErrors.push(err10);
                        }
                        errors++;
                      }
                    } else {
                      const err11 = { instancePath: instancePath + "/auth/token", schemaPath: "#/properties/auth/oneOf/0/properties/token/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.auth.oneOf[0].properties.token.type, parentSchema: schema11.properties.auth.oneOf[0].properties.token, data: data3 };
                      if (vErrors === null) {
                        vErrors = [err11];
                      } else {
                        vErrors.push(err11);
                      }
                      errors++;
                    }
                  }
                } else {
                  const err12 = { instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/oneOf/0/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.auth.oneOf[0].type, parentSchema: schema11.properties.auth.oneOf[0], data: data1 };
                  if (vErrors === null) {
                    vErrors = [err12];
                  } else {
                    vErrors.push(err12);
                  }
                  errors++;
                }
              } else if (tag0 === "none") {
                if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                  if (data1.type === void 0) {
                    const err13 = { instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/oneOf/1/required", keyword: "required", params: { missingProperty: "type" }, message: "must have required property 'type'", schema: schema11.properties.auth.oneOf[1].required, parentSchema: schema11.properties.auth.oneOf[1], data: data1 };
                    if (vErrors === null) {
                      vErrors = [err13];
                    } else {
                      vErrors.push(err13);
                    }
                    errors++;
                  }
                  if (data1.type !== void 0) {
                    let data4 = data1.type;
                    if (typeof data4 !== "string") {
                      const err14 = { instancePath: instancePath + "/auth/type", schemaPath: "#/properties/auth/oneOf/1/properties/type/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.auth.oneOf[1].properties.type.type, parentSchema: schema11.properties.auth.oneOf[1].properties.type, data: data4 };
                      if (vErrors === null) {
                        vErrors = [err14];
                      } else {
                        vErrors.push(err14);
                      }
                      errors++;
                    }
                    if ("none" !== data4) {
                      const err15 = { instancePath: instancePath + "/auth/type", schemaPath: "#/properties/auth/oneOf/1/properties/type/const", keyword: "const", params: { allowedValue: "none" }, message: "must be equal to constant", schema: "none", parentSchema: schema11.properties.auth.oneOf[1].properties.type, data: data4 };
                      if (vErrors === null) {
                        vErrors = [err15];
                      } else {
                        vErrors.push(err15);
                      }
                      errors++;
                    }
                  }
                } else {
                  const err16 = { instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/oneOf/1/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.auth.oneOf[1].type, parentSchema: schema11.properties.auth.oneOf[1], data: data1 };
                  if (vErrors === null) {
                    vErrors = [err16];
                  } else {
                    vErrors.push(err16);
                  }
                  errors++;
                }
              } else if (tag0 === "api_key") {
                if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                  if (data1.type === void 0) {
                    const err17 = { instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/oneOf/2/required", keyword: "required", params: { missingProperty: "type" }, message: "must have required property 'type'", schema: schema11.properties.auth.oneOf[2].required, parentSchema: schema11.properties.auth.oneOf[2], data: data1 };
                    if (vErrors === null) {
                      vErrors = [err17];
                    } else {
                      vErrors.push(err17);
                    }
                    errors++;
                  }
                  if (data1.name === void 0) {
                    const err18 = { instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/oneOf/2/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'", schema: schema11.properties.auth.oneOf[2].required, parentSchema: schema11.properties.auth.oneOf[2], data: data1 };
                    if (vErrors === null) {
                      vErrors = [err18];
                    } else {
                      vErrors.push(err18);
                    }
                    errors++;
                  }
                  if (data1.api_key === void 0) {
                    const err19 = { instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/oneOf/2/required", keyword: "required", params: { missingProperty: "api_key" }, message: "must have required property 'api_key'", schema: schema11.properties.auth.oneOf[2].required, parentSchema: schema11.properties.auth.oneOf[2], data: data1 };
                    if (vErrors === null) {
                      vErrors = [err19];
                    } else {
                      vErrors.push(err19);
                    }
                    errors++;
                  }
                  if (data1.type !== void 0) {
                    let data5 = data1.type;
                    if (typeof data5 !== "string") {
                      const err20 = { instancePath: instancePath + "/auth/type", schemaPath: "#/properties/auth/oneOf/2/properties/type/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.auth.oneOf[2].properties.type.type, parentSchema: schema11.properties.auth.oneOf[2].properties.type, data: data5 };
                      if (vErrors === null) {
                        vErrors = [err20];
                      } else {
                        vErrors.push(err20);
                      }
                      errors++;
                    }
                    if ("api_key" !== data5) {
                      const err21 = { instancePath: instancePath + "/auth/type", schemaPath: "#/properties/auth/oneOf/2/properties/type/const", keyword: "const", params: { allowedValue: "api_key" }, message: "must be equal to constant", schema: "api_key", parentSchema: schema11.properties.auth.oneOf[2].properties.type, data: data5 };
                      if (vErrors === null) {
                        vErrors = [err21];
                      } else {
                        vErrors.push(err21);
                      }
                      errors++;
                    }
                  }
                  if (data1.name !== void 0) {
                    let data6 = data1.name;
                    if (typeof data6 === "string") {
                      if (func2(data6) < 1) {
                        const err22 = { instancePath: instancePath + "/auth/name", schemaPath: "#/properties/auth/oneOf/2/properties/name/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema11.properties.auth.oneOf[2].properties.name, data: data6 };
                        if (vErrors === null) {
                          vErrors = [err22];
                        } else {
                          vErrors.push(err22);
                        }
                        errors++;
                      }
                    } else {
                      const err23 = { instancePath: instancePath + "/auth/name", schemaPath: "#/properties/auth/oneOf/2/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.auth.oneOf[2].properties.name.type, parentSchema: schema11.properties.auth.oneOf[2].properties.name, data: data6 };
                      if (vErrors === null) {
                        vErrors = [err23];
                      } else {
                        vErrors.push(err23);
                      }
                      errors++;
                    }
                  }
                  if (data1.api_key !== void 0) {
                    let data7 = data1.api_key;
                    if (typeof data7 === "string") {
                      if (func2(data7) < 1) {
                        const err24 = { instancePath: instancePath + "/auth/api_key", schemaPath: "#/properties/auth/oneOf/2/properties/api_key/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema11.properties.auth.oneOf[2].properties.api_key, data: data7 };
                        if (vErrors === null) {
                          vErrors = [err24];
                        } else {
                          vErrors.push(err24);
                        }
                        errors++;
                      }
                    } else {
                      const err25 = { instancePath: instancePath + "/auth/api_key", schemaPath: "#/properties/auth/oneOf/2/properties/api_key/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.auth.oneOf[2].properties.api_key.type, parentSchema: schema11.properties.auth.oneOf[2].properties.api_key, data: data7 };
                      if (vErrors === null) {
                        vErrors = [err25];
                      } else {
                        vErrors.push(err25);
                      }
                      errors++;
                    }
                  }
                  if (data1.location !== void 0) {
                    let data8 = data1.location;
                    if (typeof data8 !== "string") {
                      const err26 = { instancePath: instancePath + "/auth/location", schemaPath: "#/properties/auth/oneOf/2/properties/location/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.auth.oneOf[2].properties.location.type, parentSchema: schema11.properties.auth.oneOf[2].properties.location, data: data8 };
                      if (vErrors === null) {
                        vErrors = [err26];
                      } else {
                        vErrors.push(err26);
                      }
                      errors++;
                    }
                    if (!(data8 === "header" || data8 === "query")) {
                      const err27 = { instancePath: instancePath + "/auth/location", schemaPath: "#/properties/auth/oneOf/2/properties/location/enum", keyword: "enum", params: { allowedValues: schema11.properties.auth.oneOf[2].properties.location.enum }, message: "must be equal to one of the allowed values", schema: schema11.properties.auth.oneOf[2].properties.location.enum, parentSchema: schema11.properties.auth.oneOf[2].properties.location, data: data8 };
                      if (vErrors === null) {
                        vErrors = [err27];
                      } else {
                        vErrors.push(err27);
                      }
                      errors++;
                    }
                  }
                } else {
                  const err28 = { instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/oneOf/2/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.auth.oneOf[2].type, parentSchema: schema11.properties.auth.oneOf[2], data: data1 };
                  if (vErrors === null) {
                    vErrors = [err28];
                  } else {
                    vErrors.push(err28);
                  }
                  errors++;
                }
              } else if (tag0 === "http_basic") {
                if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                  if (data1.type === void 0) {
                    const err29 = { instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/oneOf/3/required", keyword: "required", params: { missingProperty: "type" }, message: "must have required property 'type'", schema: schema11.properties.auth.oneOf[3].required, parentSchema: schema11.properties.auth.oneOf[3], data: data1 };
                    if (vErrors === null) {
                      vErrors = [err29];
                    } else {
                      vErrors.push(err29);
                    }
                    errors++;
                  }
                  if (data1.username === void 0) {
                    const err30 = { instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/oneOf/3/required", keyword: "required", params: { missingProperty: "username" }, message: "must have required property 'username'", schema: schema11.properties.auth.oneOf[3].required, parentSchema: schema11.properties.auth.oneOf[3], data: data1 };
                    if (vErrors === null) {
                      vErrors = [err30];
                    } else {
                      vErrors.push(err30);
                    }
                    errors++;
                  }
                  if (data1.type !== void 0) {
                    let data9 = data1.type;
                    if (typeof data9 !== "string") {
                      const err31 = { instancePath: instancePath + "/auth/type", schemaPath: "#/properties/auth/oneOf/3/properties/type/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.auth.oneOf[3].properties.type.type, parentSchema: schema11.properties.auth.oneOf[3].properties.type, data: data9 };
                      if (vErrors === null) {
                        vErrors = [err31];
                      } else {
                        vErrors.push(err31);
                      }
                      errors++;
                    }
                    if ("http_basic" !== data9) {
                      const err32 = { instancePath: instancePath + "/auth/type", schemaPath: "#/properties/auth/oneOf/3/properties/type/const", keyword: "const", params: { allowedValue: "http_basic" }, message: "must be equal to constant", schema: "http_basic", parentSchema: schema11.properties.auth.oneOf[3].properties.type, data: data9 };
                      if (vErrors === null) {
                        vErrors = [err32];
                      } else {
                        vErrors.push(err32);
                      }
                      errors++;
                    }
                  }
                  if (data1.username !== void 0) {
                    let data10 = data1.username;
                    if (typeof data10 !== "string") {
                      const err33 = { instancePath: instancePath + "/auth/username", schemaPath: "#/properties/auth/oneOf/3/properties/username/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.auth.oneOf[3].properties.username.type, parentSchema: schema11.properties.auth.oneOf[3].properties.username, data: data10 };
                      if (vErrors === null) {
                        vErrors = [err33];
                      } else {
                        vErrors.push(err33);
                      }
                      errors++;
                    }
                  }
                  if (data1.password !== void 0) {
                    let data11 = data1.password;
                    if (typeof data11 !== "string") {
                      const err34 = { instancePath: instancePath + "/auth/password", schemaPath: "#/properties/auth/oneOf/3/properties/password/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.auth.oneOf[3].properties.password.type, parentSchema: schema11.properties.auth.oneOf[3].properties.password, data: data11 };
                      if (vErrors === null) {
                        vErrors = [err34];
                      } else {
                        vErrors.push(err34);
                      }
                      errors++;
                    }
                  }
                } else {
                  const err35 = { instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/oneOf/3/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.auth.oneOf[3].type, parentSchema: schema11.properties.auth.oneOf[3], data: data1 };
                  if (vErrors === null) {
                    vErrors = [err35];
                  } else {
                    vErrors.push(err35);
                  }
                  errors++;
                }
              } else if (tag0 === "oauth2_client_credentials") {
                if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                  if (data1.type === void 0) {
                    const err36 = { instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/oneOf/4/required", keyword: "required", params: { missingProperty: "type" }, message: "must have required property 'type'", schema: schema11.properties.auth.oneOf[4].required, parentSchema: schema11.properties.auth.oneOf[4], data: data1 };
                    if (vErrors === null) {
                      vErrors = [err36];
                    } else {
                      vErrors.push(err36);
                    }
                    errors++;
                  }
                  if (data1.access_token_url === void 0) {
                    const err37 = { instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/oneOf/4/required", keyword: "required", params: { missingProperty: "access_token_url" }, message: "must have required property 'access_token_url'", schema: schema11.properties.auth.oneOf[4].required, parentSchema: schema11.properties.auth.oneOf[4], data: data1 };
                    if (vErrors === null) {
                      vErrors = [err37];
                    } else {
                      vErrors.push(err37);
                    }
                    errors++;
                  }
                  if (data1.client_id === void 0) {
                    const err38 = { instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/oneOf/4/required", keyword: "required", params: { missingProperty: "client_id" }, message: "must have required property 'client_id'", schema: schema11.properties.auth.oneOf[4].required, parentSchema: schema11.properties.auth.oneOf[4], data: data1 };
                    if (vErrors === null) {
                      vErrors = [err38];
                    } else {
                      vErrors.push(err38);
                    }
                    errors++;
                  }
                  if (data1.client_secret === void 0) {
                    const err39 = { instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/oneOf/4/required", keyword: "required", params: { missingProperty: "client_secret" }, message: "must have required property 'client_secret'", schema: schema11.properties.auth.oneOf[4].required, parentSchema: schema11.properties.auth.oneOf[4], data: data1 };
                    if (vErrors === null) {
                      vErrors = [err39];
                    } else {
                      vErrors.push(err39);
                    }
                    errors++;
                  }
                  if (data1.type !== void 0) {
                    let data12 = data1.type;
                    if (typeof data12 !== "string") {
                      const err40 = { instancePath: instancePath + "/auth/type", schemaPath: "#/properties/auth/oneOf/4/properties/type/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.auth.oneOf[4].properties.type.type, parentSchema: schema11.properties.auth.oneOf[4].properties.type, data: data12 };
                      if (vErrors === null) {
                        vErrors = [err40];
                      } else {
                        vErrors.push(err40);
                      }
                      errors++;
                    }
                    if ("oauth2_client_credentials" !== data12) {
                      const err41 = { instancePath: instancePath + "/auth/type", schemaPath: "#/properties/auth/oneOf/4/properties/type/const", keyword: "const", params: { allowedValue: "oauth2_client_credentials" }, message: "must be equal to constant", schema: "oauth2_client_credentials", parentSchema: schema11.properties.auth.oneOf[4].properties.type, data: data12 };
                      if (vErrors === null) {
                        vErrors = [err41];
                      } else {
                        vErrors.push(err41);
                      }
                      errors++;
                    }
                  }
                  if (data1.access_token_url !== void 0) {
                    let data13 = data1.access_token_url;
                    if (typeof data13 === "string") {
                      if (!pattern1.test(data13)) {
                        const err42 = { instancePath: instancePath + "/auth/access_token_url", schemaPath: "#/properties/auth/oneOf/4/properties/access_token_url/pattern", keyword: "pattern", params: { pattern: "^https?://[^\\s#]+$" }, message: 'must match pattern "^https?://[^\\s#]+$"', schema: "^https?://[^\\s#]+$", parentSchema: schema11.properties.auth.oneOf[4].properties.access_token_url, data: data13 };
                        if (vErrors === null) {
                          vErrors = [err42];
                        } else {
                          vErrors.push(err42);
                        }
                        errors++;
                      }
                    } else {
                      const err43 = { instancePath: instancePath + "/auth/access_token_url", schemaPath: "#/properties/auth/oneOf/4/properties/access_token_url/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.auth.oneOf[4].properties.access_token_url.type, parentSchema: schema11.properties.auth.oneOf[4].properties.access_token_url, data: data13 };
                      if (vErrors === null) {
                        vErrors = [err43];
                      } else {
                        vErrors.push(err43);
                      }
                      errors++;
                    }
                  }
                  if (data1.client_id !== void 0) {
                    let data14 = data1.client_id;
                    if (typeof data14 === "string") {
                      if (func2(data14) < 1) {
                        const err44 = { instancePath: instancePath + "/auth/client_id", schemaPath: "#/properties/auth/oneOf/4/properties/client_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema11.properties.auth.oneOf[4].properties.client_id, data: data14 };
                        if (vErrors === null) {
                          vErrors = [err44];
                        } else {
                          vErrors.push(err44);
                        }
                        errors++;
                      }
                    } else {
                      const err45 = { instancePath: instancePath + "/auth/client_id", schemaPath: "#/properties/auth/oneOf/4/properties/client_id/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.auth.oneOf[4].properties.client_id.type, parentSchema: schema11.properties.auth.oneOf[4].properties.client_id, data: data14 };
                      if (vErrors === null) {
                        vErrors = [err45];
                      } else {
                        vErrors.push(err45);
                      }
                      errors++;
                    }
                  }
                  if (data1.client_secret !== void 0) {
                    let data15 = data1.client_secret;
                    if (typeof data15 === "string") {
                      if (func2(data15) < 1) {
                        const err46 = { instancePath: instancePath + "/auth/client_secret", schemaPath: "#/properties/auth/oneOf/4/properties/client_secret/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema11.properties.auth.oneOf[4].properties.client_secret, data: data15 };
                        if (vErrors === null) {
                          vErrors = [err46];
                        } else {
                          vErrors.push(err46);
                        }
                        errors++;
                      }
                    } else {
                      const err47 = { instancePath: instancePath + "/auth/client_secret", schemaPath: "#/properties/auth/oneOf/4/properties/client_secret/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.auth.oneOf[4].properties.client_secret.type, parentSchema: schema11.properties.auth.oneOf[4].properties.client_secret, data: data15 };
                      if (vErrors === null) {
                        vErrors = [err47];
                      } else {
                        vErrors.push(err47);
                      }
                      errors++;
                    }
                  }
                  if (data1.scopes !== void 0) {
                    let data16 = data1.scopes;
                    if (Array.isArray(data16)) {
                      const len0 = data16.length;
                      for (let i0 = 0; i0 < len0; i0++) {
                        let data17 = data16[i0];
                        if (typeof data17 === "string") {
                          if (!pattern2.test(data17)) {
                            const err48 = { instancePath: instancePath + "/auth/scopes/" + i0, schemaPath: "#/properties/auth/oneOf/4/properties/scopes/items/pattern", keyword: "pattern", params: { pattern: '^[^\\s"\\\\]+$' }, message: 'must match pattern "^[^\\s"\\\\]+$"', schema: '^[^\\s"\\\\]+$', parentSchema: schema11.properties.auth.oneOf[4].properties.scopes.items, data: data17 };
                            if (vErrors === null) {
                              vErrors = [err48];
                            } else {
                              vErrors.push(err48);
                            }
                            errors++;
                          }
                        } else {
                          const err49 = { instancePath: instancePath + "/auth/scopes/" + i0, schemaPath: "#/properties/auth/oneOf/4/properties/scopes/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.auth.oneOf[4].properties.scopes.items.type, parentSchema: schema11.properties.auth.oneOf[4].properties.scopes.items, data: data17 };
                          if (vErrors === null) {
                            vErrors = [err49];
                          } else {
                            vErrors.push(err49);
                          }
                          errors++;
                        }
                      }
                    } else {
                      const err50 = { instancePath: instancePath + "/auth/scopes", schemaPath: "#/properties/auth/oneOf/4/properties/scopes/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema11.properties.auth.oneOf[4].properties.scopes.type, parentSchema: schema11.properties.auth.oneOf[4].properties.scopes, data: data16 };
                      if (vErrors === null) {
                        vErrors = [err50];
                      } else {
                        vErrors.push(err50);
                      }
                      errors++;
                    }
                  }
                  if (data1.token_endpoint_auth_method !== void 0) {
                    let data18 = data1.token_endpoint_auth_method;
                    if (typeof data18 !== "string") {
                      const err51 = { instancePath: instancePath + "/auth/token_endpoint_auth_method", schemaPath: "#/properties/auth/oneOf/4/properties/token_endpoint_auth_method/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.auth.oneOf[4].properties.token_endpoint_auth_method.type, parentSchema: schema11.properties.auth.oneOf[4].properties.token_endpoint_auth_method, data: data18 };
                      if (vErrors === null) {
                        vErrors = [err51];
                      } else {
                        vErrors.push(err51);
                      }
                      errors++;
                    }
                    if (!(data18 === "client_secret_post" || data18 === "client_secret_basic")) {
                      const err52 = { instancePath: instancePath + "/auth/token_endpoint_auth_method", schemaPath: "#/properties/auth/oneOf/4/properties/token_endpoint_auth_method/enum", keyword: "enum", params: { allowedValues: schema11.properties.auth.oneOf[4].properties.token_endpoint_auth_method.enum }, message: "must be equal to one of the allowed values", schema: schema11.properties.auth.oneOf[4].properties.token_endpoint_auth_method.enum, parentSchema: schema11.properties.auth.oneOf[4].properties.token_endpoint_auth_method, data: data18 };
                      if (vErrors === null) {
                        vErrors = [err52];
                      } else {
                        vErrors.push(err52);
                      }
                      errors++;
                    }
                  }
                } else {
                  const err53 = { instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/oneOf/4/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.auth.oneOf[4].type, parentSchema: schema11.properties.auth.oneOf[4], data: data1 };
                  if (vErrors === null) {
                    vErrors = [err53];
                  } else {
                    vErrors.push(err53);
                  }
                  errors++;
                }
              } else {
                const err54 = { instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/discriminator", keyword: "discriminator", params: { error: "mapping", tag: "type", tagValue: tag0 }, message: 'value of tag "type" must be in oneOf', schema: schema11.properties.auth.discriminator, parentSchema: schema11.properties.auth, data: data1 };
                if (vErrors === null) {
                  vErrors = [err54];
                } else {
                  vErrors.push(err54);
                }
                errors++;
              }
            } else {
              const err55 = { instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/discriminator", keyword: "discriminator", params: { error: "tag", tag: "type", tagValue: tag0 }, message: 'tag "type" must be string', schema: schema11.properties.auth.discriminator, parentSchema: schema11.properties.auth, data: data1 };
              if (vErrors === null) {
                vErrors = [err55];
              } else {
                vErrors.push(err55);
              }
              errors++;
            }
          } else {
            const err56 = { instancePath: instancePath + "/auth", schemaPath: "#/properties/auth/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.auth.type, parentSchema: schema11.properties.auth, data: data1 };
            if (vErrors === null) {
              vErrors = [err56];
            } else {
              vErrors.push(err56);
            }
            errors++;
          }
        }
        if (data.datasets !== void 0) {
          let data19 = data.datasets;
          if (Array.isArray(data19)) {
            if (data19.length < 1) {
              const err57 = { instancePath: instancePath + "/datasets", schemaPath: "#/properties/datasets/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items", schema: 1, parentSchema: schema11.properties.datasets, data: data19 };
              if (vErrors === null) {
                vErrors = [err57];
              } else {
                vErrors.push(err57);
              }
              errors++;
            }
            const len1 = data19.length;
            for (let i1 = 0; i1 < len1; i1++) {
              let data20 = data19[i1];
              if (data20 && typeof data20 == "object" && !Array.isArray(data20)) {
                if (data20.dataset_id === void 0) {
                  const err58 = { instancePath: instancePath + "/datasets/" + i1, schemaPath: "#/properties/datasets/items/required", keyword: "required", params: { missingProperty: "dataset_id" }, message: "must have required property 'dataset_id'", schema: schema11.properties.datasets.items.required, parentSchema: schema11.properties.datasets.items, data: data20 };
                  if (vErrors === null) {
                    vErrors = [err58];
                  } else {
                    vErrors.push(err58);
                  }
                  errors++;
                }
                if (data20.dataset_id !== void 0) {
                  let data21 = data20.dataset_id;
                  if (typeof data21 === "string") {
                    if (func2(data21) < 1) {
                      const err59 = { instancePath: instancePath + "/datasets/" + i1 + "/dataset_id", schemaPath: "#/properties/datasets/items/properties/dataset_id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema11.properties.datasets.items.properties.dataset_id, data: data21 };
                      if (vErrors === null) {
                        vErrors = [err59];
                      } else {
                        vErrors.push(err59);
                      }
                      errors++;
                    }
                  } else {
                    const err60 = { instancePath: instancePath + "/datasets/" + i1 + "/dataset_id", schemaPath: "#/properties/datasets/items/properties/dataset_id/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.datasets.items.properties.dataset_id.type, parentSchema: schema11.properties.datasets.items.properties.dataset_id, data: data21 };
                    if (vErrors === null) {
                      vErrors = [err60];
                    } else {
                      vErrors.push(err60);
                    }
                    errors++;
                  }
                }
                if (data20.name !== void 0) {
                  let data22 = data20.name;
                  if (typeof data22 === "string") {
                    if (func2(data22) < 1) {
                      const err61 = { instancePath: instancePath + "/datasets/" + i1 + "/name", schemaPath: "#/properties/datasets/items/properties/name/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema11.properties.datasets.items.properties.name, data: data22 };
                      if (vErrors === null) {
                        vErrors = [err61];
                      } else {
                        vErrors.push(err61);
                      }
                      errors++;
                    }
                  } else {
                    const err62 = { instancePath: instancePath + "/datasets/" + i1 + "/name", schemaPath: "#/properties/datasets/items/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.datasets.items.properties.name.type, parentSchema: schema11.properties.datasets.items.properties.name, data: data22 };
                    if (vErrors === null) {
                      vErrors = [err62];
                    } else {
                      vErrors.push(err62);
                    }
                    errors++;
                  }
                }
              } else {
                const err63 = { instancePath: instancePath + "/datasets/" + i1, schemaPath: "#/properties/datasets/items/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.datasets.items.type, parentSchema: schema11.properties.datasets.items, data: data20 };
                if (vErrors === null) {
                  vErrors = [err63];
                } else {
                  vErrors.push(err63);
                }
                errors++;
              }
            }
          } else {
            const err64 = { instancePath: instancePath + "/datasets", schemaPath: "#/properties/datasets/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema11.properties.datasets.type, parentSchema: schema11.properties.datasets, data: data19 };
            if (vErrors === null) {
              vErrors = [err64];
            } else {
              vErrors.push(err64);
            }
            errors++;
          }
        }
        if (data.start_time !== void 0) {
          let data23 = data.start_time;
          if (typeof data23 === "string") {
            if (!pattern3.test(data23)) {
              const err65 = { instancePath: instancePath + "/start_time", schemaPath: "#/properties/start_time/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?(Z|[+-][0-9]{2}:[0-9]{2})$" }, message: 'must match pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?(Z|[+-][0-9]{2}:[0-9]{2})$"', schema: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?(Z|[+-][0-9]{2}:[0-9]{2})$", parentSchema: schema11.properties.start_time, data: data23 };
              if (vErrors === null) {
                vErrors = [err65];
              } else {
                vErrors.push(err65);
              }
              errors++;
            }
            if (!formats0.validate(data23)) {
              const err66 = { instancePath: instancePath + "/start_time", schemaPath: "#/properties/start_time/format", keyword: "format", params: { format: "date-time" }, message: 'must match format "date-time"', schema: "date-time", parentSchema: schema11.properties.start_time, data: data23 };
              if (vErrors === null) {
                vErrors = [err66];
              } else {
                vErrors.push(err66);
              }
              errors++;
            }
          } else {
            const err67 = { instancePath: instancePath + "/start_time", schemaPath: "#/properties/start_time/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.start_time.type, parentSchema: schema11.properties.start_time, data: data23 };
            if (vErrors === null) {
              vErrors = [err67];
            } else {
              vErrors.push(err67);
            }
            errors++;
          }
        }
        if (data.end_time !== void 0) {
          let data24 = data.end_time;
          if (typeof data24 === "string") {
            if (!pattern3.test(data24)) {
              const err68 = { instancePath: instancePath + "/end_time", schemaPath: "#/properties/end_time/pattern", keyword: "pattern", params: { pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?(Z|[+-][0-9]{2}:[0-9]{2})$" }, message: 'must match pattern "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?(Z|[+-][0-9]{2}:[0-9]{2})$"', schema: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,3})?(Z|[+-][0-9]{2}:[0-9]{2})$", parentSchema: schema11.properties.end_time, data: data24 };
              if (vErrors === null) {
                vErrors = [err68];
              } else {
                vErrors.push(err68);
              }
              errors++;
            }
            if (!formats0.validate(data24)) {
              const err69 = { instancePath: instancePath + "/end_time", schemaPath: "#/properties/end_time/format", keyword: "format", params: { format: "date-time" }, message: 'must match format "date-time"', schema: "date-time", parentSchema: schema11.properties.end_time, data: data24 };
              if (vErrors === null) {
                vErrors = [err69];
              } else {
                vErrors.push(err69);
              }
              errors++;
            }
          } else {
            const err70 = { instancePath: instancePath + "/end_time", schemaPath: "#/properties/end_time/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.end_time.type, parentSchema: schema11.properties.end_time, data: data24 };
            if (vErrors === null) {
              vErrors = [err70];
            } else {
              vErrors.push(err70);
            }
            errors++;
          }
        }
        if (data.lookback_window !== void 0) {
          let data25 = data.lookback_window;
          if (typeof data25 === "string") {
            if (!pattern5.test(data25)) {
              const err71 = { instancePath: instancePath + "/lookback_window", schemaPath: "#/properties/lookback_window/pattern", keyword: "pattern", params: { pattern: "^P(?!$)([0-9]+(\\.[0-9]+)?W)?([0-9]+(\\.[0-9]+)?D)?(T(?=[0-9])([0-9]+(\\.[0-9]+)?H)?([0-9]+(\\.[0-9]+)?M)?([0-9]+(\\.[0-9]+)?S)?)?$" }, message: 'must match pattern "^P(?!$)([0-9]+(\\.[0-9]+)?W)?([0-9]+(\\.[0-9]+)?D)?(T(?=[0-9])([0-9]+(\\.[0-9]+)?H)?([0-9]+(\\.[0-9]+)?M)?([0-9]+(\\.[0-9]+)?S)?)?$"', schema: "^P(?!$)([0-9]+(\\.[0-9]+)?W)?([0-9]+(\\.[0-9]+)?D)?(T(?=[0-9])([0-9]+(\\.[0-9]+)?H)?([0-9]+(\\.[0-9]+)?M)?([0-9]+(\\.[0-9]+)?S)?)?$", parentSchema: schema11.properties.lookback_window, data: data25 };
              if (vErrors === null) {
                vErrors = [err71];
              } else {
                vErrors.push(err71);
              }
              errors++;
            }
          } else {
            const err72 = { instancePath: instancePath + "/lookback_window", schemaPath: "#/properties/lookback_window/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.lookback_window.type, parentSchema: schema11.properties.lookback_window, data: data25 };
            if (vErrors === null) {
              vErrors = [err72];
            } else {
              vErrors.push(err72);
            }
            errors++;
          }
        }
        if (data.endpoint !== void 0) {
          let data26 = data.endpoint;
          if (data26 && typeof data26 == "object" && !Array.isArray(data26)) {
            if (data26.path !== void 0) {
              let data27 = data26.path;
              if (typeof data27 === "string") {
                if (!pattern6.test(data27)) {
                  const err73 = { instancePath: instancePath + "/endpoint/path", schemaPath: "#/properties/endpoint/properties/path/pattern", keyword: "pattern", params: { pattern: "^/[^\\s?#]*$" }, message: 'must match pattern "^/[^\\s?#]*$"', schema: "^/[^\\s?#]*$", parentSchema: schema11.properties.endpoint.properties.path, data: data27 };
                  if (vErrors === null) {
                    vErrors = [err73];
                  } else {
                    vErrors.push(err73);
                  }
                  errors++;
                }
              } else {
                const err74 = { instancePath: instancePath + "/endpoint/path", schemaPath: "#/properties/endpoint/properties/path/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.endpoint.properties.path.type, parentSchema: schema11.properties.endpoint.properties.path, data: data27 };
                if (vErrors === null) {
                  vErrors = [err74];
                } else {
                  vErrors.push(err74);
                }
                errors++;
              }
            }
            if (data26.method !== void 0) {
              let data28 = data26.method;
              if (typeof data28 === "string") {
                if (!pattern7.test(data28)) {
                  const err75 = { instancePath: instancePath + "/endpoint/method", schemaPath: "#/properties/endpoint/properties/method/pattern", keyword: "pattern", params: { pattern: "^[A-Z]+(-[A-Z]+)*$" }, message: 'must match pattern "^[A-Z]+(-[A-Z]+)*$"', schema: "^[A-Z]+(-[A-Z]+)*$", parentSchema: schema11.properties.endpoint.properties.method, data: data28 };
                  if (vErrors === null) {
                    vErrors = [err75];
                  } else {
                    vErrors.push(err75);
                  }
                  errors++;
                }
              } else {
                const err76 = { instancePath: instancePath + "/endpoint/method", schemaPath: "#/properties/endpoint/properties/method/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.endpoint.properties.method.type, parentSchema: schema11.properties.endpoint.properties.method, data: data28 };
                if (vErrors === null) {
                  vErrors = [err76];
                } else {
                  vErrors.push(err76);
                }
                errors++;
              }
            }
            if (data26.headers !== void 0) {
              let data29 = data26.headers;
              if (Array.isArray(data29)) {
                const len2 = data29.length;
                for (let i2 = 0; i2 < len2; i2++) {
                  let data30 = data29[i2];
                  if (data30 && typeof data30 == "object" && !Array.isArray(data30)) {
                    if (data30.name === void 0) {
                      const err77 = { instancePath: instancePath + "/endpoint/headers/" + i2, schemaPath: "#/properties/endpoint/properties/headers/items/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'", schema: schema11.properties.endpoint.properties.headers.items.required, parentSchema: schema11.properties.endpoint.properties.headers.items, data: data30 };
                      if (vErrors === null) {
                        vErrors = [err77];
                      } else {
                        vErrors.push(err77);
                      }
                      errors++;
                    }
                    if (data30.value === void 0) {
                      const err78 = { instancePath: instancePath + "/endpoint/headers/" + i2, schemaPath: "#/properties/endpoint/properties/headers/items/required", keyword: "required", params: { missingProperty: "value" }, message: "must have required property 'value'", schema: schema11.properties.endpoint.properties.headers.items.required, parentSchema: schema11.properties.endpoint.properties.headers.items, data: data30 };
                      if (vErrors === null) {
                        vErrors = [err78];
                      } else {
                        vErrors.push(err78);
                      }
                      errors++;
                    }
                    if (data30.name !== void 0) {
                      let data31 = data30.name;
                      if (typeof data31 === "string") {
                        if (!pattern8.test(data31)) {
                          const err79 = { instancePath: instancePath + "/endpoint/headers/" + i2 + "/name", schemaPath: "#/properties/endpoint/properties/headers/items/properties/name/pattern", keyword: "pattern", params: { pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$" }, message: 'must match pattern "^[!#$%&\'*+.^_`|~0-9A-Za-z-]+$"', schema: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", parentSchema: schema11.properties.endpoint.properties.headers.items.properties.name, data: data31 };
                          if (vErrors === null) {
                            vErrors = [err79];
                          } else {
                            vErrors.push(err79);
                          }
                          errors++;
                        }
                      } else {
                        const err80 = { instancePath: instancePath + "/endpoint/headers/" + i2 + "/name", schemaPath: "#/properties/endpoint/properties/headers/items/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.endpoint.properties.headers.items.properties.name.type, parentSchema: schema11.properties.endpoint.properties.headers.items.properties.name, data: data31 };
                        if (vErrors === null) {
                          vErrors = [err80];
                        } else {
                          vErrors.push(err80);
                        }
                        errors++;
                      }
                    }
                    if (data30.value !== void 0) {
                      let data32 = data30.value;
                      if (typeof data32 !== "string") {
                        const err81 = { instancePath: instancePath + "/endpoint/headers/" + i2 + "/value", schemaPath: "#/properties/endpoint/properties/headers/items/properties/value/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.endpoint.properties.headers.items.properties.value.type, parentSchema: schema11.properties.endpoint.properties.headers.items.properties.value, data: data32 };
                        if (vErrors === null) {
                          vErrors = [err81];
                        } else {
                          vErrors.push(err81);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err82 = { instancePath: instancePath + "/endpoint/headers/" + i2, schemaPath: "#/properties/endpoint/properties/headers/items/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.endpoint.properties.headers.items.type, parentSchema: schema11.properties.endpoint.properties.headers.items, data: data30 };
                    if (vErrors === null) {
                      vErrors = [err82];
                    } else {
                      vErrors.push(err82);
                    }
                    errors++;
                  }
                }
              } else {
                const err83 = { instancePath: instancePath + "/endpoint/headers", schemaPath: "#/properties/endpoint/properties/headers/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema11.properties.endpoint.properties.headers.type, parentSchema: schema11.properties.endpoint.properties.headers, data: data29 };
                if (vErrors === null) {
                  vErrors = [err83];
                } else {
                  vErrors.push(err83);
                }
                errors++;
              }
            }
            if (data26.query_params !== void 0) {
              let data33 = data26.query_params;
              if (Array.isArray(data33)) {
                const len3 = data33.length;
                for (let i3 = 0; i3 < len3; i3++) {
                  let data34 = data33[i3];
                  if (data34 && typeof data34 == "object" && !Array.isArray(data34)) {
                    if (data34.name === void 0) {
                      const err84 = { instancePath: instancePath + "/endpoint/query_params/" + i3, schemaPath: "#/properties/endpoint/properties/query_params/items/required", keyword: "required", params: { missingProperty: "name" }, message: "must have required property 'name'", schema: schema11.properties.endpoint.properties.query_params.items.required, parentSchema: schema11.properties.endpoint.properties.query_params.items, data: data34 };
                      if (vErrors === null) {
                        vErrors = [err84];
                      } else {
                        vErrors.push(err84);
                      }
                      errors++;
                    }
                    if (data34.value === void 0) {
                      const err85 = { instancePath: instancePath + "/endpoint/query_params/" + i3, schemaPath: "#/properties/endpoint/properties/query_params/items/required", keyword: "required", params: { missingProperty: "value" }, message: "must have required property 'value'", schema: schema11.properties.endpoint.properties.query_params.items.required, parentSchema: schema11.properties.endpoint.properties.query_params.items, data: data34 };
                      if (vErrors === null) {
                        vErrors = [err85];
                      } else {
                        vErrors.push(err85);
                      }
                      errors++;
                    }
                    if (data34.name !== void 0) {
                      let data35 = data34.name;
                      if (typeof data35 === "string") {
                        if (func2(data35) < 1) {
                          const err86 = { instancePath: instancePath + "/endpoint/query_params/" + i3 + "/name", schemaPath: "#/properties/endpoint/properties/query_params/items/properties/name/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema11.properties.endpoint.properties.query_params.items.properties.name, data: data35 };
                          if (vErrors === null) {
                            vErrors = [err86];
                          } else {
                            vErrors.push(err86);
                          }
                          errors++;
                        }
                      } else {
                        const err87 = { instancePath: instancePath + "/endpoint/query_params/" + i3 + "/name", schemaPath: "#/properties/endpoint/properties/query_params/items/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.endpoint.properties.query_params.items.properties.name.type, parentSchema: schema11.properties.endpoint.properties.query_params.items.properties.name, data: data35 };
                        if (vErrors === null) {
                          vErrors = [err87];
                        } else {
                          vErrors.push(err87);
                        }
                        errors++;
                      }
                    }
                    if (data34.value !== void 0) {
                      let data36 = data34.value;
                      if (typeof data36 !== "string") {
                        const err88 = { instancePath: instancePath + "/endpoint/query_params/" + i3 + "/value", schemaPath: "#/properties/endpoint/properties/query_params/items/properties/value/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.endpoint.properties.query_params.items.properties.value.type, parentSchema: schema11.properties.endpoint.properties.query_params.items.properties.value, data: data36 };
                        if (vErrors === null) {
                          vErrors = [err88];
                        } else {
                          vErrors.push(err88);
                        }
                        errors++;
                      }
                    }
                  } else {
                    const err89 = { instancePath: instancePath + "/endpoint/query_params/" + i3, schemaPath: "#/properties/endpoint/properties/query_params/items/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.endpoint.properties.query_params.items.type, parentSchema: schema11.properties.endpoint.properties.query_params.items, data: data34 };
                    if (vErrors === null) {
                      vErrors = [err89];
                    } else {
                      vErrors.push(err89);
                    }
                    errors++;
                  }
                }
              } else {
                const err90 = { instancePath: instancePath + "/endpoint/query_params", schemaPath: "#/properties/endpoint/properties/query_params/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema11.properties.endpoint.properties.query_params.type, parentSchema: schema11.properties.endpoint.properties.query_params, data: data33 };
                if (vErrors === null) {
                  vErrors = [err90];
                } else {
                  vErrors.push(err90);
                }
                errors++;
              }
            }
            if (data26.body !== void 0) {
              let data37 = data26.body;
              if (typeof data37 !== "string") {
                const err91 = { instancePath: instancePath + "/endpoint/body", schemaPath: "#/properties/endpoint/properties/body/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.endpoint.properties.body.type, parentSchema: schema11.properties.endpoint.properties.body, data: data37 };
                if (vErrors === null) {
                  vErrors = [err91];
                } else {
                  vErrors.push(err91);
                }
                errors++;
              }
            }
            if (data26.data_selector !== void 0) {
              let data38 = data26.data_selector;
              if (typeof data38 === "string") {
                if (!pattern9.test(data38)) {
                  const err92 = { instancePath: instancePath + "/endpoint/data_selector", schemaPath: "#/properties/endpoint/properties/data_selector/pattern", keyword: "pattern", params: { pattern: "^[^.]+(\\.[^.]+)*$" }, message: 'must match pattern "^[^.]+(\\.[^.]+)*$"', schema: "^[^.]+(\\.[^.]+)*$", parentSchema: schema11.properties.endpoint.properties.data_selector, data: data38 };
                  if (vErrors === null) {
                    vErrors = [err92];
                  } else {
                    vErrors.push(err92);
                  }
                  errors++;
                }
              } else {
                const err93 = { instancePath: instancePath + "/endpoint/data_selector", schemaPath: "#/properties/endpoint/properties/data_selector/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.endpoint.properties.data_selector.type, parentSchema: schema11.properties.endpoint.properties.data_selector, data: data38 };
                if (vErrors === null) {
                  vErrors = [err93];
                } else {
                  vErrors.push(err93);
                }
                errors++;
              }
            }
            if (data26.columns_selector !== void 0) {
              let data39 = data26.columns_selector;
              if (typeof data39 === "string") {
                if (!pattern9.test(data39)) {
                  const err94 = { instancePath: instancePath + "/endpoint/columns_selector", schemaPath: "#/properties/endpoint/properties/columns_selector/pattern", keyword: "pattern", params: { pattern: "^[^.]+(\\.[^.]+)*$" }, message: 'must match pattern "^[^.]+(\\.[^.]+)*$"', schema: "^[^.]+(\\.[^.]+)*$", parentSchema: schema11.properties.endpoint.properties.columns_selector, data: data39 };
                  if (vErrors === null) {
                    vErrors = [err94];
                  } else {
                    vErrors.push(err94);
                  }
                  errors++;
                }
              } else {
                const err95 = { instancePath: instancePath + "/endpoint/columns_selector", schemaPath: "#/properties/endpoint/properties/columns_selector/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.endpoint.properties.columns_selector.type, parentSchema: schema11.properties.endpoint.properties.columns_selector, data: data39 };
                if (vErrors === null) {
                  vErrors = [err95];
                } else {
                  vErrors.push(err95);
                }
                errors++;
              }
            }
            if (data26.error_selector !== void 0) {
              let data40 = data26.error_selector;
              if (typeof data40 === "string") {
                if (!pattern9.test(data40)) {
                  const err96 = { instancePath: instancePath + "/endpoint/error_selector", schemaPath: "#/properties/endpoint/properties/error_selector/pattern", keyword: "pattern", params: { pattern: "^[^.]+(\\.[^.]+)*$" }, message: 'must match pattern "^[^.]+(\\.[^.]+)*$"', schema: "^[^.]+(\\.[^.]+)*$", parentSchema: schema11.properties.endpoint.properties.error_selector, data: data40 };
                  if (vErrors === null) {
                    vErrors = [err96];
                  } else {
                    vErrors.push(err96);
                  }
                  errors++;
                }
              } else {
                const err97 = { instancePath: instancePath + "/endpoint/error_selector", schemaPath: "#/properties/endpoint/properties/error_selector/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.endpoint.properties.error_selector.type, parentSchema: schema11.properties.endpoint.properties.error_selector, data: data40 };
                if (vErrors === null) {
                  vErrors = [err97];
                } else {
                  vErrors.push(err97);
                }
                errors++;
              }
            }
            if (data26.missing_data !== void 0) {
              let data41 = data26.missing_data;
              if (typeof data41 !== "string") {
                const err98 = { instancePath: instancePath + "/endpoint/missing_data", schemaPath: "#/properties/endpoint/properties/missing_data/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.endpoint.properties.missing_data.type, parentSchema: schema11.properties.endpoint.properties.missing_data, data: data41 };
                if (vErrors === null) {
                  vErrors = [err98];
                } else {
                  vErrors.push(err98);
                }
                errors++;
              }
              if (!(data41 === "error" || data41 === "empty")) {
                const err99 = { instancePath: instancePath + "/endpoint/missing_data", schemaPath: "#/properties/endpoint/properties/missing_data/enum", keyword: "enum", params: { allowedValues: schema11.properties.endpoint.properties.missing_data.enum }, message: "must be equal to one of the allowed values", schema: schema11.properties.endpoint.properties.missing_data.enum, parentSchema: schema11.properties.endpoint.properties.missing_data, data: data41 };
                if (vErrors === null) {
                  vErrors = [err99];
                } else {
                  vErrors.push(err99);
                }
                errors++;
              }
            }
            if (data26.time_field !== void 0) {
              let data42 = data26.time_field;
              if (typeof data42 === "string") {
                if (!pattern9.test(data42)) {
                  const err100 = { instancePath: instancePath + "/endpoint/time_field", schemaPath: "#/properties/endpoint/properties/time_field/pattern", keyword: "pattern", params: { pattern: "^[^.]+(\\.[^.]+)*$" }, message: 'must match pattern "^[^.]+(\\.[^.]+)*$"', schema: "^[^.]+(\\.[^.]+)*$", parentSchema: schema11.properties.endpoint.properties.time_field, data: data42 };
                  if (vErrors === null) {
                    vErrors = [err100];
                  } else {
                    vErrors.push(err100);
                  }
                  errors++;
                }
              } else {
                const err101 = { instancePath: instancePath + "/endpoint/time_field", schemaPath: "#/properties/endpoint/properties/time_field/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.endpoint.properties.time_field.type, parentSchema: schema11.properties.endpoint.properties.time_field, data: data42 };
                if (vErrors === null) {
                  vErrors = [err101];
                } else {
                  vErrors.push(err101);
                }
                errors++;
              }
            }
            if (data26.time_format !== void 0) {
              let data43 = data26.time_format;
              if (typeof data43 !== "string") {
                const err102 = { instancePath: instancePath + "/endpoint/time_format", schemaPath: "#/properties/endpoint/properties/time_format/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.endpoint.properties.time_format.type, parentSchema: schema11.properties.endpoint.properties.time_format, data: data43 };
                if (vErrors === null) {
                  vErrors = [err102];
                } else {
                  vErrors.push(err102);
                }
                errors++;
              }
              if (!(data43 === "epoch_milliseconds" || data43 === "epoch_seconds" || data43 === "epoch_microseconds" || data43 === "epoch_nanoseconds" || data43 === "iso8601")) {
                const err103 = { instancePath: instancePath + "/endpoint/time_format", schemaPath: "#/properties/endpoint/properties/time_format/enum", keyword: "enum", params: { allowedValues: schema11.properties.endpoint.properties.time_format.enum }, message: "must be equal to one of the allowed values", schema: schema11.properties.endpoint.properties.time_format.enum, parentSchema: schema11.properties.endpoint.properties.time_format, data: data43 };
                if (vErrors === null) {
                  vErrors = [err103];
                } else {
                  vErrors.push(err103);
                }
                errors++;
              }
            }
            if (data26.filter_time_format !== void 0) {
              let data44 = data26.filter_time_format;
              if (typeof data44 !== "string") {
                const err104 = { instancePath: instancePath + "/endpoint/filter_time_format", schemaPath: "#/properties/endpoint/properties/filter_time_format/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.endpoint.properties.filter_time_format.type, parentSchema: schema11.properties.endpoint.properties.filter_time_format, data: data44 };
                if (vErrors === null) {
                  vErrors = [err104];
                } else {
                  vErrors.push(err104);
                }
                errors++;
              }
              if (!(data44 === "epoch_milliseconds" || data44 === "epoch_seconds" || data44 === "epoch_microseconds" || data44 === "epoch_nanoseconds" || data44 === "iso8601")) {
                const err105 = { instancePath: instancePath + "/endpoint/filter_time_format", schemaPath: "#/properties/endpoint/properties/filter_time_format/enum", keyword: "enum", params: { allowedValues: schema11.properties.endpoint.properties.filter_time_format.enum }, message: "must be equal to one of the allowed values", schema: schema11.properties.endpoint.properties.filter_time_format.enum, parentSchema: schema11.properties.endpoint.properties.filter_time_format, data: data44 };
                if (vErrors === null) {
                  vErrors = [err105];
                } else {
                  vErrors.push(err105);
                }
                errors++;
              }
            }
            if (data26.primary_key !== void 0) {
              let data45 = data26.primary_key;
              if (Array.isArray(data45)) {
                const len4 = data45.length;
                for (let i4 = 0; i4 < len4; i4++) {
                  let data46 = data45[i4];
                  if (typeof data46 === "string") {
                    if (func2(data46) < 1) {
                      const err106 = { instancePath: instancePath + "/endpoint/primary_key/" + i4, schemaPath: "#/properties/endpoint/properties/primary_key/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters", schema: 1, parentSchema: schema11.properties.endpoint.properties.primary_key.items, data: data46 };
                      if (vErrors === null) {
                        vErrors = [err106];
                      } else {
                        vErrors.push(err106);
                      }
                      errors++;
                    }
                  } else {
                    const err107 = { instancePath: instancePath + "/endpoint/primary_key/" + i4, schemaPath: "#/properties/endpoint/properties/primary_key/items/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.endpoint.properties.primary_key.items.type, parentSchema: schema11.properties.endpoint.properties.primary_key.items, data: data46 };
                    if (vErrors === null) {
                      vErrors = [err107];
                    } else {
                      vErrors.push(err107);
                    }
                    errors++;
                  }
                }
              } else {
                const err108 = { instancePath: instancePath + "/endpoint/primary_key", schemaPath: "#/properties/endpoint/properties/primary_key/type", keyword: "type", params: { type: "array" }, message: "must be array", schema: schema11.properties.endpoint.properties.primary_key.type, parentSchema: schema11.properties.endpoint.properties.primary_key, data: data45 };
                if (vErrors === null) {
                  vErrors = [err108];
                } else {
                  vErrors.push(err108);
                }
                errors++;
              }
            }
          } else {
            const err109 = { instancePath: instancePath + "/endpoint", schemaPath: "#/properties/endpoint/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.endpoint.type, parentSchema: schema11.properties.endpoint, data: data26 };
            if (vErrors === null) {
              vErrors = [err109];
            } else {
              vErrors.push(err109);
            }
            errors++;
          }
        }
        if (data.paginator !== void 0) {
          let data47 = data.paginator;
          if (data47 && typeof data47 == "object" && !Array.isArray(data47)) {
            if (data47.limit !== void 0) {
              let data48 = data47.limit;
              if (!(typeof data48 == "number" && (!(data48 % 1) && !isNaN(data48)) && isFinite(data48))) {
                const err110 = { instancePath: instancePath + "/paginator/limit", schemaPath: "#/properties/paginator/properties/limit/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema11.properties.paginator.properties.limit.type, parentSchema: schema11.properties.paginator.properties.limit, data: data48 };
                if (vErrors === null) {
                  vErrors = [err110];
                } else {
                  vErrors.push(err110);
                }
                errors++;
              }
              if (typeof data48 == "number" && isFinite(data48)) {
                if (data48 > 1e6 || isNaN(data48)) {
                  const err111 = { instancePath: instancePath + "/paginator/limit", schemaPath: "#/properties/paginator/properties/limit/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e6 }, message: "must be <= 1000000", schema: 1e6, parentSchema: schema11.properties.paginator.properties.limit, data: data48 };
                  if (vErrors === null) {
                    vErrors = [err111];
                  } else {
                    vErrors.push(err111);
                  }
                  errors++;
                }
                if (data48 < 1 || isNaN(data48)) {
                  const err112 = { instancePath: instancePath + "/paginator/limit", schemaPath: "#/properties/paginator/properties/limit/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema11.properties.paginator.properties.limit, data: data48 };
                  if (vErrors === null) {
                    vErrors = [err112];
                  } else {
                    vErrors.push(err112);
                  }
                  errors++;
                }
              }
            }
            if (data47.offset_param !== void 0) {
              let data49 = data47.offset_param;
              if (typeof data49 !== "string") {
                const err113 = { instancePath: instancePath + "/paginator/offset_param", schemaPath: "#/properties/paginator/properties/offset_param/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.paginator.properties.offset_param.type, parentSchema: schema11.properties.paginator.properties.offset_param, data: data49 };
                if (vErrors === null) {
                  vErrors = [err113];
                } else {
                  vErrors.push(err113);
                }
                errors++;
              }
            }
            if (data47.limit_param !== void 0) {
              let data50 = data47.limit_param;
              if (typeof data50 !== "string") {
                const err114 = { instancePath: instancePath + "/paginator/limit_param", schemaPath: "#/properties/paginator/properties/limit_param/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.paginator.properties.limit_param.type, parentSchema: schema11.properties.paginator.properties.limit_param, data: data50 };
                if (vErrors === null) {
                  vErrors = [err114];
                } else {
                  vErrors.push(err114);
                }
                errors++;
              }
            }
            if (data47.location !== void 0) {
              let data51 = data47.location;
              if (typeof data51 !== "string") {
                const err115 = { instancePath: instancePath + "/paginator/location", schemaPath: "#/properties/paginator/properties/location/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.paginator.properties.location.type, parentSchema: schema11.properties.paginator.properties.location, data: data51 };
                if (vErrors === null) {
                  vErrors = [err115];
                } else {
                  vErrors.push(err115);
                }
                errors++;
              }
              if (!(data51 === "query" || data51 === "body")) {
                const err116 = { instancePath: instancePath + "/paginator/location", schemaPath: "#/properties/paginator/properties/location/enum", keyword: "enum", params: { allowedValues: schema11.properties.paginator.properties.location.enum }, message: "must be equal to one of the allowed values", schema: schema11.properties.paginator.properties.location.enum, parentSchema: schema11.properties.paginator.properties.location, data: data51 };
                if (vErrors === null) {
                  vErrors = [err116];
                } else {
                  vErrors.push(err116);
                }
                errors++;
              }
            }
            if (data47.total_selector !== void 0) {
              let data52 = data47.total_selector;
              if (typeof data52 === "string") {
                if (!pattern9.test(data52)) {
                  const err117 = { instancePath: instancePath + "/paginator/total_selector", schemaPath: "#/properties/paginator/properties/total_selector/pattern", keyword: "pattern", params: { pattern: "^[^.]+(\\.[^.]+)*$" }, message: 'must match pattern "^[^.]+(\\.[^.]+)*$"', schema: "^[^.]+(\\.[^.]+)*$", parentSchema: schema11.properties.paginator.properties.total_selector, data: data52 };
                  if (vErrors === null) {
                    vErrors = [err117];
                  } else {
                    vErrors.push(err117);
                  }
                  errors++;
                }
              } else {
                const err118 = { instancePath: instancePath + "/paginator/total_selector", schemaPath: "#/properties/paginator/properties/total_selector/type", keyword: "type", params: { type: "string" }, message: "must be string", schema: schema11.properties.paginator.properties.total_selector.type, parentSchema: schema11.properties.paginator.properties.total_selector, data: data52 };
                if (vErrors === null) {
                  vErrors = [err118];
                } else {
                  vErrors.push(err118);
                }
                errors++;
              }
            }
            if (data47.max_offset !== void 0) {
              let data53 = data47.max_offset;
              if (!(typeof data53 == "number" && (!(data53 % 1) && !isNaN(data53)) && isFinite(data53))) {
                const err119 = { instancePath: instancePath + "/paginator/max_offset", schemaPath: "#/properties/paginator/properties/max_offset/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema11.properties.paginator.properties.max_offset.type, parentSchema: schema11.properties.paginator.properties.max_offset, data: data53 };
                if (vErrors === null) {
                  vErrors = [err119];
                } else {
                  vErrors.push(err119);
                }
                errors++;
              }
              if (typeof data53 == "number" && isFinite(data53)) {
                if (data53 > 9007199254740991 || isNaN(data53)) {
                  const err120 = { instancePath: instancePath + "/paginator/max_offset", schemaPath: "#/properties/paginator/properties/max_offset/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, message: "must be <= 9007199254740991", schema: 9007199254740991, parentSchema: schema11.properties.paginator.properties.max_offset, data: data53 };
                  if (vErrors === null) {
                    vErrors = [err120];
                  } else {
                    vErrors.push(err120);
                  }
                  errors++;
                }
                if (data53 < 0 || isNaN(data53)) {
                  const err121 = { instancePath: instancePath + "/paginator/max_offset", schemaPath: "#/properties/paginator/properties/max_offset/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema11.properties.paginator.properties.max_offset, data: data53 };
                  if (vErrors === null) {
                    vErrors = [err121];
                  } else {
                    vErrors.push(err121);
                  }
                  errors++;
                }
              }
            }
          } else {
            const err122 = { instancePath: instancePath + "/paginator", schemaPath: "#/properties/paginator/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.paginator.type, parentSchema: schema11.properties.paginator, data: data47 };
            if (vErrors === null) {
              vErrors = [err122];
            } else {
              vErrors.push(err122);
            }
            errors++;
          }
        }
        if (data.requests !== void 0) {
          let data54 = data.requests;
          if (data54 && typeof data54 == "object" && !Array.isArray(data54)) {
            if (data54.concurrency !== void 0) {
              let data55 = data54.concurrency;
              if (!(typeof data55 == "number" && (!(data55 % 1) && !isNaN(data55)) && isFinite(data55))) {
                const err123 = { instancePath: instancePath + "/requests/concurrency", schemaPath: "#/properties/requests/properties/concurrency/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema11.properties.requests.properties.concurrency.type, parentSchema: schema11.properties.requests.properties.concurrency, data: data55 };
                if (vErrors === null) {
                  vErrors = [err123];
                } else {
                  vErrors.push(err123);
                }
                errors++;
              }
              if (typeof data55 == "number" && isFinite(data55)) {
                if (data55 > 64 || isNaN(data55)) {
                  const err124 = { instancePath: instancePath + "/requests/concurrency", schemaPath: "#/properties/requests/properties/concurrency/maximum", keyword: "maximum", params: { comparison: "<=", limit: 64 }, message: "must be <= 64", schema: 64, parentSchema: schema11.properties.requests.properties.concurrency, data: data55 };
                  if (vErrors === null) {
                    vErrors = [err124];
                  } else {
                    vErrors.push(err124);
                  }
                  errors++;
                }
                if (data55 < 1 || isNaN(data55)) {
                  const err125 = { instancePath: instancePath + "/requests/concurrency", schemaPath: "#/properties/requests/properties/concurrency/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1", schema: 1, parentSchema: schema11.properties.requests.properties.concurrency, data: data55 };
                  if (vErrors === null) {
                    vErrors = [err125];
                  } else {
                    vErrors.push(err125);
                  }
                  errors++;
                }
              }
            }
            if (data54.requests_per_second !== void 0) {
              let data56 = data54.requests_per_second;
              if (typeof data56 == "number" && isFinite(data56)) {
                if (data56 > 1e3 || isNaN(data56)) {
                  const err126 = { instancePath: instancePath + "/requests/requests_per_second", schemaPath: "#/properties/requests/properties/requests_per_second/maximum", keyword: "maximum", params: { comparison: "<=", limit: 1e3 }, message: "must be <= 1000", schema: 1e3, parentSchema: schema11.properties.requests.properties.requests_per_second, data: data56 };
                  if (vErrors === null) {
                    vErrors = [err126];
                  } else {
                    vErrors.push(err126);
                  }
                  errors++;
                }
                if (data56 < 0.01 || isNaN(data56)) {
                  const err127 = { instancePath: instancePath + "/requests/requests_per_second", schemaPath: "#/properties/requests/properties/requests_per_second/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0.01 }, message: "must be >= 0.01", schema: 0.01, parentSchema: schema11.properties.requests.properties.requests_per_second, data: data56 };
                  if (vErrors === null) {
                    vErrors = [err127];
                  } else {
                    vErrors.push(err127);
                  }
                  errors++;
                }
              } else {
                const err128 = { instancePath: instancePath + "/requests/requests_per_second", schemaPath: "#/properties/requests/properties/requests_per_second/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema11.properties.requests.properties.requests_per_second.type, parentSchema: schema11.properties.requests.properties.requests_per_second, data: data56 };
                if (vErrors === null) {
                  vErrors = [err128];
                } else {
                  vErrors.push(err128);
                }
                errors++;
              }
            }
            if (data54.max_retries !== void 0) {
              let data57 = data54.max_retries;
              if (!(typeof data57 == "number" && (!(data57 % 1) && !isNaN(data57)) && isFinite(data57))) {
                const err129 = { instancePath: instancePath + "/requests/max_retries", schemaPath: "#/properties/requests/properties/max_retries/type", keyword: "type", params: { type: "integer" }, message: "must be integer", schema: schema11.properties.requests.properties.max_retries.type, parentSchema: schema11.properties.requests.properties.max_retries, data: data57 };
                if (vErrors === null) {
                  vErrors = [err129];
                } else {
                  vErrors.push(err129);
                }
                errors++;
              }
              if (typeof data57 == "number" && isFinite(data57)) {
                if (data57 > 20 || isNaN(data57)) {
                  const err130 = { instancePath: instancePath + "/requests/max_retries", schemaPath: "#/properties/requests/properties/max_retries/maximum", keyword: "maximum", params: { comparison: "<=", limit: 20 }, message: "must be <= 20", schema: 20, parentSchema: schema11.properties.requests.properties.max_retries, data: data57 };
                  if (vErrors === null) {
                    vErrors = [err130];
                  } else {
                    vErrors.push(err130);
                  }
                  errors++;
                }
                if (data57 < 0 || isNaN(data57)) {
                  const err131 = { instancePath: instancePath + "/requests/max_retries", schemaPath: "#/properties/requests/properties/max_retries/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema11.properties.requests.properties.max_retries, data: data57 };
                  if (vErrors === null) {
                    vErrors = [err131];
                  } else {
                    vErrors.push(err131);
                  }
                  errors++;
                }
              }
            }
            if (data54.backoff_factor !== void 0) {
              let data58 = data54.backoff_factor;
              if (typeof data58 == "number" && isFinite(data58)) {
                if (data58 > 60 || isNaN(data58)) {
                  const err132 = { instancePath: instancePath + "/requests/backoff_factor", schemaPath: "#/properties/requests/properties/backoff_factor/maximum", keyword: "maximum", params: { comparison: "<=", limit: 60 }, message: "must be <= 60", schema: 60, parentSchema: schema11.properties.requests.properties.backoff_factor, data: data58 };
                  if (vErrors === null) {
                    vErrors = [err132];
                  } else {
                    vErrors.push(err132);
                  }
                  errors++;
                }
                if (data58 < 0 || isNaN(data58)) {
                  const err133 = { instancePath: instancePath + "/requests/backoff_factor", schemaPath: "#/properties/requests/properties/backoff_factor/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema11.properties.requests.properties.backoff_factor, data: data58 };
                  if (vErrors === null) {
                    vErrors = [err133];
                  } else {
                    vErrors.push(err133);
                  }
                  errors++;
                }
              } else {
                const err134 = { instancePath: instancePath + "/requests/backoff_factor", schemaPath: "#/properties/requests/properties/backoff_factor/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema11.properties.requests.properties.backoff_factor.type, parentSchema: schema11.properties.requests.properties.backoff_factor, data: data58 };
                if (vErrors === null) {
                  vErrors = [err134];
                } else {
                  vErrors.push(err134);
                }
                errors++;
              }
            }
            if (data54.timeout_seconds !== void 0) {
              let data59 = data54.timeout_seconds;
              if (typeof data59 == "number" && isFinite(data59)) {
                if (data59 > 3600 || isNaN(data59)) {
                  const err135 = { instancePath: instancePath + "/requests/timeout_seconds", schemaPath: "#/properties/requests/properties/timeout_seconds/maximum", keyword: "maximum", params: { comparison: "<=", limit: 3600 }, message: "must be <= 3600", schema: 3600, parentSchema: schema11.properties.requests.properties.timeout_seconds, data: data59 };
                  if (vErrors === null) {
                    vErrors = [err135];
                  } else {
                    vErrors.push(err135);
                  }
                  errors++;
                }
                if (data59 < 0.1 || isNaN(data59)) {
                  const err136 = { instancePath: instancePath + "/requests/timeout_seconds", schemaPath: "#/properties/requests/properties/timeout_seconds/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0.1 }, message: "must be >= 0.1", schema: 0.1, parentSchema: schema11.properties.requests.properties.timeout_seconds, data: data59 };
                  if (vErrors === null) {
                    vErrors = [err136];
                  } else {
                    vErrors.push(err136);
                  }
                  errors++;
                }
              } else {
                const err137 = { instancePath: instancePath + "/requests/timeout_seconds", schemaPath: "#/properties/requests/properties/timeout_seconds/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema11.properties.requests.properties.timeout_seconds.type, parentSchema: schema11.properties.requests.properties.timeout_seconds, data: data59 };
                if (vErrors === null) {
                  vErrors = [err137];
                } else {
                  vErrors.push(err137);
                }
                errors++;
              }
            }
          } else {
            const err138 = { instancePath: instancePath + "/requests", schemaPath: "#/properties/requests/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.properties.requests.type, parentSchema: schema11.properties.requests, data: data54 };
            if (vErrors === null) {
              vErrors = [err138];
            } else {
              vErrors.push(err138);
            }
            errors++;
          }
        }
        if (data.checkpoint_interval_seconds !== void 0) {
          let data60 = data.checkpoint_interval_seconds;
          if (typeof data60 == "number" && isFinite(data60)) {
            if (data60 > 3600 || isNaN(data60)) {
              const err139 = { instancePath: instancePath + "/checkpoint_interval_seconds", schemaPath: "#/properties/checkpoint_interval_seconds/maximum", keyword: "maximum", params: { comparison: "<=", limit: 3600 }, message: "must be <= 3600", schema: 3600, parentSchema: schema11.properties.checkpoint_interval_seconds, data: data60 };
              if (vErrors === null) {
                vErrors = [err139];
              } else {
                vErrors.push(err139);
              }
              errors++;
            }
            if (data60 < 0 || isNaN(data60)) {
              const err140 = { instancePath: instancePath + "/checkpoint_interval_seconds", schemaPath: "#/properties/checkpoint_interval_seconds/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0", schema: 0, parentSchema: schema11.properties.checkpoint_interval_seconds, data: data60 };
              if (vErrors === null) {
                vErrors = [err140];
              } else {
                vErrors.push(err140);
              }
              errors++;
            }
          } else {
            const err141 = { instancePath: instancePath + "/checkpoint_interval_seconds", schemaPath: "#/properties/checkpoint_interval_seconds/type", keyword: "type", params: { type: "number" }, message: "must be number", schema: schema11.properties.checkpoint_interval_seconds.type, parentSchema: schema11.properties.checkpoint_interval_seconds, data: data60 };
            if (vErrors === null) {
              vErrors = [err141];
            } else {
              vErrors.push(err141);
            }
            errors++;
          }
        }
      } else {
        const err142 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object", schema: schema11.type, parentSchema: schema11, data };
        if (vErrors === null) {
          vErrors = [err142];
        } else {
          vErrors.push(err142);
        }
        errors++;
      }
      validate10.errors = vErrors;
      return errors === 0;
    }
  }
});
export const validateConfig = require_stdin();
