"""Eligibility rules as dated, sourced data, and decisions that explain themselves.

Values in, values out: no clock, no database, no settings, no web. Where to look: `facts` reads an application,
`policy` loads a policy, `decide.assess` judges one by the other, `explain` says what would make it a yes, `replay`
sets one policy against another, `describe` puts a policy in words. The criteria themselves stand in policies/*.yaml.
"""
