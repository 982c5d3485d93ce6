"""A role map of the demonstration city: who may do what, by the group that an identity provider tells."""

ROLES = """
[[role]]
value = "castellum-administration"
role = "administration"

[[role]]
value = "castellum-analystes"
role = "analyste"

[[role]]
value = "castellum-elus"
role = "lecture"

[[role]]
value = "asso-caarud"
role = "analyste"
structures = ["caarud_le_pont"]
"""
