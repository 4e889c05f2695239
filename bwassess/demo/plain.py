"""What an ordinary Cambodian garment factory answers to figures and facts."""

from collections.abc import Mapping

from bwassess.demo.factories import Site
from bwassess.demo.said import Said, Story, by_sex, n_of

NOT_HERE = frozenset(
    {
        *("CL1.02", "CL1.03", "CL2.03", "CL2.04", "CL3.02", "CL3.03"),
        *("DI1.12", "DI4.09", "FL1.02", "FL1.05", "FL2.05", "FL4.02", "FL4.03"),
        *("FA3.07", "FA4.06", "FA5.02", "FA5.03", "FA5.04", "FA5.05", "FA5.06"),
        *("CO1.03", "CO2.02", "CO3.01", "CO3.04", "CO4.05", "CO7.10"),
        *("CH1.06", "CH2.03", "CH2.04", "CH2.05", "CH2.06", "CH2.11"),
        *("CH3.06", "CH3.09", "CH3.10", "CH4.09", "CH4.10"),
        *("OS2.08", "OS2.12", "OS5.09", "OS5.10", "WT1.05", "WT1.09", "WT2.06"),
        *("OS8.15",),
    }
)
"""No one under 18, no dormitory, no night shift, no strike, no agency."""


def facts(
    site: Site,
    figures: Mapping[str, int],
    *,
    workers: tuple[int, int] | None = None,
) -> Story:
    """The information sections and measurements of a site.

    Args:
        site: Whose.
        figures: Exceptions by question code, for what is a single number.
        workers: Women and men at another time than the register's.
    """
    women, men = workers or (int(site.facts["women"]), int(site.facts["men"]))
    total = women + men
    # One in a hundred is the quota, and three more.
    disabled = figures.get("DI4.01", -(-total // 100) + 3)

    def share(of: int, per_cent: float) -> str:
        return str(round(of * per_cent / 100))

    def both(per_cent: float) -> Said:
        return Said(by_sex(share(women, per_cent), share(men, per_cent)))

    told: dict[str, Said] = {
        "SI.01": Said(f"{site.name}; owned by {site.facts['owner']}"),
        "SI.02": Said(
            ", ".join(
                site.facts[name] for name in ("address", "city", "province", "postcode")
            )
        ),
        "SI.03": Said(f"{site.facts['contact']}, {site.facts['phone']}"),
        "SI.04": Said(
            "footwear_leather" if site.facts["isic"].startswith("C-15") else "clothing"
        ),
        "SI.05": Said(site.facts["year_began"]),
        "SI.06": Said(f"{site.facts['first_product']}, {site.facts['second_product']}"),
        "SI.07": Said(str(total)),
        "SI.08": Said(str(women)),
        "SI.09": Said(str(men)),
        "SI.10": both(86),
        "SI.11": both(71),
        "SI.12": both(29),
        "SI.13": Said(by_sex("0", "0")),
        "SI.14": both(2),
        "SI.15": Said("None"),
        "SI.16": Said(str(disabled)),
        "SI.17": Said(by_sex("0", "0")),
        "SI.18": both(4),
        "SI.19": Said({"home": "0", "subcontracted": "0"}),
        "SI.20": Said(n_of(share(total, 48), total)),
        "SI.21": Said("One local union, member of a national federation"),
        "SI.22": Said("1"),
        "SI.23": Said(site.facts["buyers"]),
        "SI.24": Said(
            "One shift, Monday to Saturday, 7:00 to 11:00 and 12:00 to 16:00"
        ),
        "SI.25": Said("no"),
        "SI.26": Said("Printing and embroidery, two local workshops"),
        "SI.27": Said("Peak in March to May and October; low in December and January"),
        "SY.01": Said("yes"),
        "SY.02": Said("yes"),
        "SY.03": Said(["complaints", "discipline", "hiring", "hours", "pay", "safety"]),
        "SY.04": Said("yes"),
        "SY.05": Said("yes"),
        "SY.06": Said("yes"),
        "SY.07": Said("no"),
        "LE.01": Said("yes"),
        "LE.02": Said("yes"),
        "LE.03": Said(by_sex("21", "6")),
        "LE.04": Said("4"),
        "KS.01": Said("A nursing room on each floor, in use and clean."),
        "KS.02": Said("yes"),
        "KS.03": Said("yes"),
        "KS.04": Said("no"),
        "KS.05": Said("no"),
        "KS.06": Said("no"),
        "KS.07": Said("Nothing."),
        "KS.08": Said("yes"),
        "DI4.01": Said(n_of(disabled, total)),
        "OS4.01": Said(str(figures.get("OS4.01", 33))),
        "OS4.03": Said(str(figures.get("OS4.03", 82))),
        "OS4.04": Said(str(figures.get("OS4.04", 412))),
        "OS5.02": Said(n_of(figures.get("OS5.02", 14), total)),
        "OS5.03": Said(n_of(figures.get("OS5.03", 28), total)),
        "OS6.01": Said(
            by_sex(
                n_of(figures.get("women's toilets", 31), women),
                n_of(figures.get("men's toilets", 9), men),
            )
        ),
        "OS8.02": Said(n_of(figures.get("OS8.02", 96), 11_400)),
        "OS8.08": Said(str(figures.get("OS8.08", 6))),
        "OS8.09": Said(n_of(figures.get("OS8.09", 143), total)),
    }
    return told
