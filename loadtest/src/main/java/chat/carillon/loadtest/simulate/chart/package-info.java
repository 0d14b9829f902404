/// Bars over time, one panel a policy: in a terminal, as SVG and as PNG.
///
/// In: a [chat.carillon.loadtest.simulate.chart.Chart], which is numbers and words. Out: lines of text, or a picture
/// that [chat.carillon.loadtest.simulate.chart.Picture] draws with one of two pens. The scale of the bars is
/// logarithmic, since storms differ by powers of ten. No state; confined to the caller.
@NullMarked
package chat.carillon.loadtest.simulate.chart;

import org.jspecify.annotations.NullMarked;
