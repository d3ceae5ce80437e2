// Reads a calendar from stdin with the parser of Thunderbird (ical.js) and prints its entries as JSON, times in UTC.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(`${process.cwd()}/`);
const { default: ICAL } = await import(require.resolve("ical.js"));

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
}
const when = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString());
const entries = calendar.getAllSubcomponents("vevent").map((each) => {
  const event = new ICAL.Event(each, { strictExceptions: true });
  return {
    uid: event.uid,
    title: event.summary,
    place: event.location,
    start: when(event.startDate),
    end: when(event.endDate),
    sequence: event.sequence,
    status: each.getFirstPropertyValue("status"),
  };
});
console.log(JSON.stringify(entries));
