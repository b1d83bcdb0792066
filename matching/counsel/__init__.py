"""What would make the next job possible: every claim here is shown by asking the rules and the ranker again.

==================================  ===============================================================================
for a participant                   ``steps`` to take, ``whatif`` something were different, what stands in the way
                                    (``obstacles``) and the smallest change that mends it (``mending``)
for an employer                     ``counter`` suggestions, ``prices`` of requirements, ``carving`` a part of a job,
                                    ``who_could`` take a changed one
what they are made of               ``changes`` of records, ``proposals`` and ``offers`` (what could change),
                                    ``standing`` and ``versions`` (every rule's answer kept apart, so that only what
                                    a change touches is asked again)
==================================  ===============================================================================
"""
