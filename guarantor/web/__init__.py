"""The web application: pages rendered here, acts done by the services. How to add a page stands below.

A page is a view in guarantor/web/pages/<noun>.py and a template in templates/<noun>/. Every module there that has a
`pages = Pages("noun", __name__)` is found by itself; there is no list to add it to.

1. Declare it with `@pages.page(address, ...)` and one of `sees=View...` (GET), `does=Act...` (GET and POST),
   `anyone=True`, `public=True`. Without that the application does not start. `section=(20, "Cases")` puts it into the
   navigation. Addresses hold references: `<case:ref>`, `<guarantee:ref>`, `<claim:ref>`, `<task:number>`, see
   references.py.
2. In the view, `at = desk()` is the office, the person and the day. Ask a service; storage is out of reach. A page
   about a case that its address does not name calls `gate.admit_to(case_ref)` first: restricted cases stay shut, and
   the look is noted.
3. A form is a class of `fields` (forms.py, fields.py). `if form.sent():` do the act and `return done(...)`; else
   `return show(template, title=..., form=form)`. Never catch a refusal: app.py runs the view again with it, and the
   form shows what was typed and what is wrong. With `Form(version=...)` a person is told when somebody else changed
   what they look at.
4. The template extends layout.html, which shows heading, way back, banners and the error summary, and takes its parts
   from parts.html: form_block, summary, table, task_list, history, tabs, counts, filters, pagination.
5. A GET changes nothing. A search by name is a POST, so that no name stands in an address or a log.

Tests walk every page as every role (tests/web/test_every_page.py) and look at each in a browser (tests/web/browser).
"""
