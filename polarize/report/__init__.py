"""The HTML report: an index, and a page an article. Self-contained, offline, for the eye, the ear and the printer.

    build(out, articles, summary, scored, measures, debates, methods)

The names are imported from their files (`polarize.report.build`, `polarize.report._context`), so that what needs only the
dataclasses does not load matplotlib.
"""
