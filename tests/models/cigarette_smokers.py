"""Three smokers, each short of what the dealer puts on the table; tlaplus/Examples, CigaretteSmokers."""

from model.network import Network
from tests.models.building import YES_NO, machine, rule, starting_anywhere

HAS = ("matches", "paper", "tobacco")
OFFERS = [f"all but {each}" for each in HAS]
ANY = [(old, "yes") for old in YES_NO], [(old, "no") for old in YES_NO]


def cigarette_smokers() -> Network:
    machines = [machine("dealer", ["nothing", *OFFERS]), *(machine(each, YES_NO) for each in HAS)]
    begin = [
        rule(f"{has} smokes", {"dealer": [(offer, "nothing")], **{each: ANY[each != has] for each in HAS}})
        for has, offer in zip(HAS, OFFERS, strict=True)
    ]
    end = [
        rule(f"{has} stops", {"dealer": [("nothing", offer) for offer in OFFERS], has: [("yes", "no")]}) for has in HAS
    ]
    return starting_anywhere(machines, [*begin, *end], [{"dealer": offer} for offer in OFFERS])
