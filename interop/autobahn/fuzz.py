"""Runs cases of the Autobahn test suite against a server: fuzz.py URL REPORT-FOLDER CASE[,CASE...]

It needs Jython, and the suite on its class path. The verdicts go to REPORT-FOLDER/verdicts.txt, a page for each case beside it.
"""
import json
import os
import sys

from autobahntestsuite import wstest

url, folder, cases = sys.argv[1:]
# When it is the server that breaks a rule, the suite fails the connection with a Close, as RFC 6455 7.1.7 has it.
options = {'version': 18, 'failByDrop': False}
wstest.start({'mode': 'fuzzingclient'}, {
    'outdir': folder,
    'servers': [{'agent': 'weft', 'url': url, 'options': options}],
    'options': options,
    'cases': cases.split(','),
    'exclude-cases': [],
    'exclude-agent-cases': {},
})

# The suite has written its report when the call above returns.
with open(os.path.join(folder, 'index.json')) as report:
    verdicts = json.load(report)['weft']
with open(os.path.join(folder, 'verdicts.txt'), 'w') as lines:
    for case, verdict in verdicts.items():
        lines.write('%s %s %s\n' % (case, verdict['behavior'], verdict['behaviorClose']))
