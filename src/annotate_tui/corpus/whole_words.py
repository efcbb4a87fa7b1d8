"""What whole words of English look like, to tell unlisted abbreviations from the end of a sentence.

Data only.  A word of two to four letters that is not among the short words, or
a longer one that does not end as English words do, and a full stop behind it,
is clipped: "her lvl. was", "before disch. to a ward".  Words that are both whole
and clipped ("temp", "ins") stand in the lists of abbreviations.
"""

from __future__ import annotations

from annotate_tui.corpus.words import words

WHOLE_WORDS = words(
    """
    able ace ache acid acne act acts add adds ads age aged ages ago agog ah aid aide aids ail aim aims air
    airy ajar akin ale all ally alms aloe also am amen amid amok an and anew ankh ant ants anus any ape
    apes apex app apps apt arc arch are area arid arm arms army art arts as ash ass ask asks asp at ate
    atom atop aunt aura auto avid aw away awe awed awry axe axes axis axle aye babe baby back bad bade bag
    bags bail bait bake bald bale balk ball balm ban band bane bang bank bans bar bard bare barf bark barn
    bars base bash bask bass bat bath bats bay bays be bead beak beam bean bear beat beau bed beds bee
    beef been beep beer bees beet beg begs bell belt bend bent best bet beta bets bias bib bid bids big
    bike bile bill bin bind bins bird bit bite bits blah bled blew blip blob bloc blog blot blow blue blur
    boar boat body bog boil bold bolt bomb bond bone bony boo book boom boon boot bore born boss both bout
    bow bowl bows box boy boys brag bran bras brat bred brew brim bro brow buck bud buds buff bug bugs
    bulb bulk bull bum bump bun bunk buns buoy burn burp bury bus bush bust busy but butt buy buys buzz by
    bye byte cab cabs cafe cage cake calf call calm came camp can cane cans cant cape car card care carp
    cars cart case cash cast cat cats cave cell cent chat chef chew chin chip chop chow chum cite city
    clam clan clap claw clay clip clog clot club clue coal coat coax code coil coin cold coli colt coma
    comb come cone cook cool cop cope cops copy cord core cork corn cost cosy cot cots coup cove cow cows
    cozy crab cram crew crib crop crow crux cry cub cube cubs cue cues cuff cult cup cups curb cure curl
    cusp cut cute cuts cyst dab dad dads daft dam dame damn damp dams dare dark dart dash data date dawn
    day days daze dead deaf deal dean dear debt deck deed deem deep deer deli den dens dent deny desk dew
    dial dice did die died dies diet dig digs dill dim dime dine dip dips dire dirt disc dish disk dive do
    dock docs dodo does dog dogs dole doll dome done dont doom door dope dorm dose dot dots dove down doze
    drab drag draw drew drip drop drug drum dry dual duck duct dud due duel dues duet dug duke dull dumb
    dump dune dunk dusk dust duty dye dyed dyes each ear earn ears ease east easy eat eats eave ebb echo
    edge edgy edit eel egg eggs ego egos eh elf elk elm else emit end ends envy epic era eras ere ergo err
    errs etch euro eve even ever eves evil ewe exam exit eye eyed eyes face fact fad fade fads fail fair
    fake fall fame fan fang fans far fare farm fast fat fate fats faux fawn fear feat fed fee feed feel
    fees feet fell felt fend fern feud few fib fibs fig figs file fill film filo find fine fins fir fire
    firm fish fist fit fits five fix fizz flab flag flap flat flaw flea fled flee flew flex flip flop flow
    flu flue flux fly foal foam foe foes fog foil fold folk fond font food fool foot for fore fork form
    fort foul four fowl fox foxy fray free fret frog from fuel full fume fun fund funk fur fury fuse fuss
    fuzz gab gag gain gait gal gala gale gall gals game gang gap gaps garb gas gash gasp gate gave gay
    gaze gear gel gels gem gems gene germ get gets gift gig gigs gild gill girl gist give glad glee glib
    glow glue glum glut gnat gnaw go goad goal goat god gods goes gold golf gone gong good goof goon gore
    gory gosh got gout gown grab gram gray grew grey grid grim grin grip grit grow grub guff gulf gull
    gulp gum gums gun guns guru gush gust gut guts guy guys gym gyms ha had hail hair half hall halo halt
    ham hand hang hard hare hark harm harp has hash hat hate hats haul have hay haze hazy he head heal
    heap hear heat heed heel heir held hell helm help hem heme hemp hen hens her herb herd here hero hers
    hi hid hide high hike hill hilt him hint hip hips hire his hiss hit hits hive hm hmm hoax hobo hoe hog
    hold hole holy home hone honk hood hoof hook hoop hoot hop hope hops horn hose host hot hour how howl
    hub hubs hue hues hug huge hugs hull hum hump hums hung hunk hunt hurl hurt hush hut huts hymn hype
    ice icon icy idea idem idle idly idol if iffy ills imp in inch ink inn inns into ion ions iota ire
    iris iron is isle isnt it itch item its ivy jab jabs jack jade jail jam jams jar jars jaw jaws jay
    jazz jeep jeer jerk jest jet jets jinx job jobs jog join joke jolt jot joy joys judo jug jump junk
    jury just jut keel keen keep kelp kept key keys kick kid kids kill kiln kilt kin kind king kiss kit
    kite kits knee knew knit knob knot know kook la lace lack lacy lad lads lady lag laid lain lair lake
    lamb lame lamp land lane laps lard lark lash lass last late laud lava law lawn laws lax lay lays lazy
    lead leaf leak lean leap led left leg legs lend lens lent less lest let lets liar lice lick lid lids
    lie lied lien lies life lift like lily limb lime limp line link lint lion lip lips list live load loaf
    loan lobe lock loft log logo logs loin lone long look loom loop loot lord lore lose loss lost lots
    loud love low luck lull lump lung lure lurk lush lust lute lye lynx lyre mad made maid mail main make
    male mall malt mama mane many map maps mare mark mars mash mask mast mat mate mats maul may maze me
    meal mean meat meds meek meet meld melt memo men mend menu meow mere mesh mess met mice mild mile milk
    mill mime mind mine mink mint mire miss mist mite mix moan moat mob mock mode mold mole mom moms monk
    mood moon moot mop more moss most moth move mow msec much muck mud muff mug mugs mule mum mums muse
    mush must mute my myth nag nags nah nail name nap nape naps nave navy near neat neck need neon nerd
    nest net nets nevi new news newt next nice nick nigh nil nine nip nits no nod node nods non none nook
    noon nope nor nose not note noun nova novo now nude null numb nun nuns nut nuts oaf oak oaks oar oars
    oath oats obey oboe odd odds ode odor of off oft oh ohm oil oils oily ok old omen omit on once one
    ones only onto onus ooze open opt opts or oral orb orbs ore ores ouch our ours oust out oval oven over
    ow owe owed owes owl owls own owns ox pace pack pact pad pads page paid pail pain pair pal pale palm
    pals pan pane pans pant papa park part pass past pat path pats pave paw pawn paws pay pays pea peak
    pear peas peat peck peel peep peer peg pegs pelt pen pens per perk pest pet pets pew pews pi pick pie
    pier pies pig pigs pike pile pill pin pine pink pins pint pipe pit pita pits pity plan play plea plot
    plow ploy plug plum plus ply pod pods poem poet poke pole poll polo pond pony pool poor pop pope pore
    pork port pose posh post pot pots pour pout pox pray prep prey prim prod prom prop prow pry ptsd pub
    pubs puff pull pulp puma pump pun punk puns punt puny pup pupa pups pure pus push puss put puts putt
    quad quid quip quit quiz race rack racy raft rag rage rags raid rail rain rake ramp ran rang rank rant
    rap rape rapt rare rash rat rate rats rave raw ray rays raze re read real reap rear red redo reed reef
    reek reel rein rely rend rent rest rib ribs rice rich rid ride rift rig rigs rim rind ring rink riot
    rip ripe rise risk rite road roam roar rob robe rock rod rode rods role roll romp roof rook room root
    rope rose rot rote rots rout row rows rub rube ruby rude rue rug rugs ruin rule rum run rung runs rush
    rust rut ruts rye sac sack sacs sad safe saga sage sago said sail sake sale salt same sand sane sang
    sank sap sash sass save saw saws say says scab scam scan scar seal seam sear seas seat sect see seed
    seek seem seen seer sees self sell send sent set sets sew sewn sex sexy shah sham she shed shim shin
    ship shoe shoo shop shot show shun shut shy sick side sift sigh sign silk sill silo silt sin sine sing
    sink sins sip sips sir sis sit site sits situ six size skew ski skid skim skin skip skis skit sky slab
    slam slap slat slay sled slew slid slim slip slit slot slow slug slum sly smog smug snag snap snip
    snob snow snub snug so soak soap soar sob sobs sock soda sofa soft soil sold sole solo some son song
    sons soon soot sore sort soul soup sour sown soy spa spam span spar spas spat sped spin spit spot spry
    spun spur stab stag star stay stem step stew stir stop stub stud stun such suck sued suit sulk sum
    sums sun sung sunk suns sure surf swab swam swan swap sway swim swum sync tabs tack taco tact tag tags
    tail take tale talk tall tame tan tank tans tap tape taps tar tart task tau tax taxi tea teak team
    tear teas tech tee teen tees tell ten tend tens tent term test text than that thaw the thee them then
    they thin this tho thou thru thud thug thus tick tics tide tidy tie tied tier ties tile till tilt time
    tin tins tint tiny tip tips tire to toad toe toes tofu togs toil told toll tomb ton tone tong tons too
    took tool toot top tops torn toss tour tout tow town tows toy toys tram trap tray tree trek trim trio
    trip trot true try tub tuba tube tuck tuft tug tuna tune turf turn tusk tv twig twin two type typo
    ugly uh um undo unit unto up upon urea urge uric urn us use used user uses vain vale van vans vape
    vary vase vast vat veal veer veil vein vend vent vera verb very vest veto vets via vial vibe vice vie
    view vile vine visa vise void vote vow vows wade wage wail wait wake walk wall wand wane want war ward
    ware warm warn warp wars wart wary was wash wasp wave wavy wax way ways we weak wean wear web webs wed
    wee weed week weep weld well went wept were west wet what when whey whim whip whiz who whom why wick
    wide wife wig wild will wilt wily wimp win wind wine wing wink wins wipe wire wiry wise wish wit with
    wits woe woes wok woke wolf womb won wont wood wool word wore work worm worn wow wrap wren wry yak yam
    yams yank yard yarn yawn yay yeah year yell yelp yen yep yes yet yoga yolk you your yuck yup zap zeal
    zen zero zest zinc zip zone zoo zoom cava vena alba crus
    """
)

# The last three letters of words of five and more that do not end in a vowel or "s", counted in
# dictionaries and in texts about health.
ENDINGS = words(
    """
    aat ach ack act add aed aff aft agm aic aid ail aim ain air ait ald alf alk all alm alp alt amb amp
    and ang ank ann ant anx aph apt ard arf ark arl arm arn arp art ash ass ask asm asp ast ath aud aul
    aur aut awk awl awn bag bah bal ban bar bat bed bel ber bet bic bid bin bit bok bol bon bor bot bow
    box bug bum bur cal can cap car cat ced cel cer cet cht cic cid cil cin cit cmd col con cot cum cup
    cur cut cyl cyx dal dam dan dar ded def del den der dew dex dic did din dir dit dix doc dog dol dom
    don dor dot dow dox dth dum dup dyl ead eaf eak eal eam ean eap ear eat eau ech eck ect eed eek eel
    eem een eep eer eet eft eic eid eil ein eir eit eld elf ell elp elt emn end eng enn ent enu eof eon
    ept erd erg erl erm ern erp err ert esh esk est eth eum eup eur ewl ewn ext fat fed fen fer few fic
    fid fig fin fit fix fox fth ful gal gam gan gar ged gel gen ger get ght gic gid gil gin git gol gon
    gor got gth gum gun gut hab hal ham han har hat haw hed hel hen her het hew hic hid hil hin hip hit
    hod hol hon hop hor hot how hub hum hut hyl iac iad iak ial ian iar ich ick ict ied ief iel ier iet
    iew iff ift igh ign iid ild ilk ill ilt imb imp ind ing ink int inx iod iol iom ion ior iot ipt ird
    irk irl irm irp irt ish isk ism isp ist ith ium jaw jor jot kan kar ked kel ken ker ket kin kit kon
    kum kup lad lah lal lam lan lap lar lat law lax lch led leg lel lem len ler let lex lic lid lik lin
    lip lit lix lob loc log lol lon lop lor lot low lth lum lux lyl lyp mab mad mal man map mar mat med
    mel men mer met mic mid min mit mod mol mon mor mot mow mph mpt mrc mth mum mur nad nal nar nch nct
    ned nel ner net new nib nic nid nik nin nit nol non nor not now nst nth num nup nut nyl nym oad oaf
    oak oal oan oat och ock oed oer off oft ohn oic oid oil oin oir oit old olf olk oll olt omb omp ond
    ong ont ood oof ook ool oom oon oop oor oot opt orb ord ork orl orm orn orp ort osh ost oth oud ouk
    oul oup our out owd owl own oyl pad pal pam pan ped pel pen per pet pew pic pid pil pin pit pod pon
    pot pox pth pum pup put rad rag rah ral ram ran rap rat raw rax rch red rel ren rep rer ret rew ric
    rid ril rim rin rip rit rix rld rod rol rom ron rop ror rot row rph rst rth rub rum run rup ryl sal
    san sar saw sed sel sen ser set sic sid sil sin sit snt sol som son sor sum tab tad tal tan tar tat
    tax tch ted tel tem ten tep ter tex thm tic tid til tim tin tip tol tom ton top tor tow tum tup tyl
    uak ual ubt uch uck uct ued uel uer uet uff uft ugh uid uil uin uit uld ulf ulk ull ult umb umn ump
    unc und ung unk unt uor upt urb urd url urn urp urt ush usk ust uth val var ved vel ven ver vet vic
    vid vil vin vix vor wal wan war wax wed wel wer wig win wit wth xal xed xel xen xer xic xin xon xor
    xpr xth xyl xyz yal yan yed yer yll ync ynx yon yph ypt ysm yst yth yum zal zed zel zen zer zin
    """
)
